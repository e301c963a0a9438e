import { hashToken } from '../crypto/tokens.ts'
import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'
import type { Rotation } from '../stores/store-requests.ts'

/** How long the token that a rotation replaces keeps its former strength, so that requests under way live. */
const graceMilliseconds = 10_000

/** The session's next token, and how the store is told of it. Null: the host rotates its own. */
export async function rotation(
  { sessions }: Services,
  session: SessionRecord,
): Promise<{ readonly token: string | null; readonly rotate: Rotation }> {
  const token = sessions.newToken()
  const tokenHash = token && hashToken(token)
  return { token, rotate: { sessionId: session.id, tokenHash, grace: graceMilliseconds } }
}
