import { KeystepError } from '@keystep/contract'
import { noteOf } from '../notices/note-of.ts'
import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'
import { newTokenSet } from './new-token-set.ts'

/** How long a new set waits to be confirmed beside the old one. */
const waitingSeconds = 600

/** A new set of backup tokens. The old one, where it still has tokens, lives until the new one is confirmed. */
export async function renewBackupTokens(
  services: Services,
  session: SessionRecord,
  request: Request,
): Promise<{ readonly tokens: readonly string[]; readonly waitsUntil: number | null }> {
  const batch = await newTokenSet(services)
  if (!batch) throw new KeystepError('conflict')
  const about = { name: 'tokens.renewed', user: session.user, sessionId: session.id, request } as const
  const note = await noteOf(services, about, (texts) => texts.tokensRenewedNotice)
  const device = await services.store.renewTokens({
    ...batch.set,
    userId: session.user.id,
    lifetime: waitingSeconds * 1000,
    note,
  })
  if (!device) throw new KeystepError('conflict')
  return { tokens: batch.tokens, waitsUntil: device.waitingUntil }
}
