import type { MiddlewareHandler } from 'hono'

/** On every answer, problems included: none of it is cached, framed, sniffed or told to the next site. */
export const securityHeaders: MiddlewareHandler = async function securityHeaders(c, next) {
  await next()
  c.header('Cache-Control', 'no-store')
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Referrer-Policy', 'no-referrer')
  c.header('X-Frame-Options', 'DENY')
  c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
}
