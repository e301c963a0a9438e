import { KeystepError } from '@keystep/contract'
import { boundedText } from './bounded-text.ts'

/**
 * The body of a request; null where it is longer. One that its sender broke off is a bad request and no fault of ours:
 * anybody could raise the alarm with it.
 */
export async function requestText(request: Request, maxBytes: number): Promise<string | null> {
  try {
    return await boundedText(request.body, maxBytes)
  } catch {
    throw new KeystepError('bad_request')
  }
}
