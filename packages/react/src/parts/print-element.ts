/** Prints one element alone: the print styles leave out everything that neither holds nor is it. */
export function printElement(element: HTMLElement): void {
  const page = element.ownerDocument.documentElement
  page.dataset.keystepPrinting = ''
  element.dataset.printing = ''
  // Not after `print()` returns: Safari's does so before it has made the page.
  window.addEventListener(
    'afterprint',
    () => {
      delete page.dataset.keystepPrinting
      delete element.dataset.printing
    },
    { once: true },
  )
  window.print()
}
