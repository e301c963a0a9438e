import { KeystepError } from '@keystep/contract'
import { refuseBrokenText } from './refuse-broken-text.ts'
import { requestText } from './request-text.ts'

const maxBytes = 16 * 1024
const maxDepth = 8
const maxKeys = 64

/** The JSON of a request: bounded before it is parsed, whatever its length says. */
export async function jsonBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new KeystepError('not_json')
  const text =
    Number(request.headers.get('content-length') ?? 0) > maxBytes ? null : await requestText(request, maxBytes)
  if (text === null) throw new KeystepError('body_too_large')
  const body = parse(text)
  refuseOddShapes(body, 0)
  return body
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new KeystepError('bad_request')
  }
}

/** Depth and keys are bounded; a key that means something to every object is none that a client has to send. */
function refuseOddShapes(value: unknown, depth: number): void {
  if (typeof value === 'string') refuseBrokenText(value)
  if (typeof value !== 'object' || value === null) return
  const keys = Object.keys(value)
  if (depth >= maxDepth || keys.length > maxKeys || keys.includes('__proto__')) throw new KeystepError('bad_request')
  for (const key of keys) {
    refuseBrokenText(key)
    refuseOddShapes((value as Record<string, unknown>)[key], depth + 1)
  }
}
