/** Hands a text to the browser as a file to keep. It is made in the page and never leaves it. */
export function downloadText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // Not at once: Safari reads the address only after this task.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
