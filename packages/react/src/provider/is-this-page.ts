/** Whether a URL leads to the page that is open, whatever else guards have written into its query. */
export function isThisPage(url: string): boolean {
  return plain(url) === plain(window.location.href)
}

function plain(url: string): string {
  const { origin, pathname, hash, searchParams } = new URL(url, window.location.href)
  for (const name of ['next', 'maxAge', 'methods']) searchParams.delete(name)
  return `${origin}${pathname}?${searchParams.toString()}${hash}`
}
