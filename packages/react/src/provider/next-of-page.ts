/** Where this page's query says that the user was heading, as written: nobody has checked it. */
export function nextOfPage(): string | null {
  return typeof window === 'undefined' ? null : new URLSearchParams(window.location.search).get('next')
}
