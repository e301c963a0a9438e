export type PageWish = { readonly maxAge: number | undefined; readonly methods: readonly string[] | undefined }

/** What a guard that sent the user here wants verified, as it wrote that into this page's query. */
export function wishOfPage(): PageWish {
  const query = new URLSearchParams(typeof window === 'undefined' ? '' : window.location.search)
  const maxAge = query.get('maxAge')
  const methods = query.get('methods')
  return {
    // It can only ask for more, so what is no number of seconds asks for nothing.
    maxAge: maxAge !== null && /^\d{1,9}$/.test(maxAge) ? Number(maxAge) : undefined,
    methods: methods === null ? undefined : methods.split(','),
  }
}
