import type { SecretBox } from '../crypto/secret-box.ts'
import { hashToken } from '../crypto/tokens.ts'

/** A code that a call will say, kept until then. Bound to the hook's id, which the store knows as a hash alone. */
export async function sealSpoken(box: SecretBox, hookId: string, code: string) {
  const hookHash = hashToken(hookId)
  return { hookHash, sealedCode: await box.seal(new TextEncoder().encode(code), placeOf(hookHash)) }
}

export async function openSpoken(box: SecretBox, hookHash: string, sealedCode: string): Promise<string> {
  return new TextDecoder().decode(await box.open(sealedCode, placeOf(hookHash)))
}

function placeOf(hookHash: string): string {
  return `spoken|${hookHash}`
}
