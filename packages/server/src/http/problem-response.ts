import type { Problem } from '@keystep/contract'

/** An RFC 9457 answer; `Retry-After` says the same as the body. */
export function problemResponse(body: Problem): Response {
  const headers = new Headers({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
  if (body.retryAfter !== undefined) headers.set('Retry-After', String(body.retryAfter))
  return new Response(JSON.stringify(body), { status: body.status, headers })
}
