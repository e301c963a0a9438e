/**
 * Where `next` may lead: a path of this origin, or a URL of one of `allowedNextOrigins`.
 * Anything else is `null`, and the caller goes to its default (OWASP ASVS 5.0, 3.7.2).
 */
export function safeNext(next: unknown, allowedNextOrigins: readonly string[] = []): string | null {
  if (typeof next !== 'string' || next.length > 2048 || hasControlOrBackslash(next)) return null
  if (!next.startsWith('/')) return allowedUrl(next, allowedNextOrigins)
  const url = parse(next, 'https://origin.invalid')
  if (!url || url.origin !== 'https://origin.invalid') return null
  const path = url.pathname + url.search + url.hash
  // `/.//evil` becomes `//evil` once its dots are resolved; `/%2fevil` does in servers that decode before they route.
  return /^\/(?:\/|%2f|%5c)/i.test(path) ? null : path
}

function allowedUrl(next: string, allowedNextOrigins: readonly string[]): string | null {
  const url = parse(next)
  if (!url || !allowedNextOrigins.includes(url.origin)) return null
  // Spelled out in full: `https:acme.example` and `https://user@acme.example` parse to an allowed origin as well.
  return next === url.origin || next.startsWith(`${url.origin}/`) ? url.href : null
}

function hasControlOrBackslash(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- browsers drop tabs and newlines inside a URL, so they hide `//`
  return /[\u0000-\u0020\u007f\\]/.test(text)
}

function parse(text: string, base?: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null
}
