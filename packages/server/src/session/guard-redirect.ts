/** Where a guard sends a browser, and what goes along: the way back, and what the route wished for. */
export function guardRedirect(
  request: Request,
  to: string | ((request: Request) => string),
  nextParam: string | null,
  wish: { readonly maxAge?: number | undefined; readonly methods?: readonly string[] | undefined },
): string {
  const target = typeof to === 'function' ? to(request) : to
  const { pathname, search } = new URL(request.url)
  const parameters = new URLSearchParams()
  if (nextParam !== null) parameters.set(nextParam, pathname + search)
  if (wish.maxAge !== undefined) parameters.set('maxAge', String(wish.maxAge))
  if (wish.methods) parameters.set('methods', wish.methods.join(','))
  if (parameters.size === 0) return target
  const [path = '', fragment] = target.split('#')
  const query = `${path}${path.includes('?') ? '&' : '?'}${parameters.toString()}`
  return fragment === undefined ? query : `${query}#${fragment}`
}
