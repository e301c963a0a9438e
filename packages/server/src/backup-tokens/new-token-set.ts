import { createId } from '../crypto/tokens.ts'
import type { Services } from '../services.ts'
import type { TokenSet } from '../stores/store-requests.ts'

/** A fresh set of one-time tokens, to show once, and its hashes, to keep. Null where no device type has tokens. */
export async function newTokenSet({
  deviceTypes,
  random,
}: Services): Promise<{ readonly tokens: readonly string[]; readonly set: TokenSet } | null> {
  const type = deviceTypes.tokens
  if (!type) return null
  const { tokens, tokenSet, hashes } = await type.tokens.make({ random })
  return { tokens, set: { deviceId: createId(random), method: type.method, name: '', tokenSet, hashes } }
}
