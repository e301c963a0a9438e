import type { Context } from 'hono'
import { hashToken, isToken } from '../crypto/tokens.ts'
import type { Services } from '../services.ts'
import type { PendingRecord, SessionRecord } from '../stores/records.ts'

type Found = { session?: Promise<SessionRecord | null>; pending?: Promise<PendingRecord | null> }

/** Looked up once a request, however many guards ask. */
const found = new WeakMap<Request, Found>()

/** The session of a request. A pending login is never one: another cookie, another table, another kind of token. */
export function currentSession({ sessions }: Services, c: Context): Promise<SessionRecord | null> {
  const known = foundBy(c)
  known.session ??= sessions.find(c)
  return known.session
}

/** The pending login of a request. */
export function currentPending(services: Services, c: Context): Promise<PendingRecord | null> {
  const known = foundBy(c)
  known.pending ??= findPending(services, c)
  return known.pending
}

async function findPending({ cookies, store, sessions }: Services, c: Context): Promise<PendingRecord | null> {
  const token = sessions.ownsLogin ? cookies.read(c, 'login') : undefined
  return isToken('pen', token) ? await store.findPending(hashToken(token)) : null
}

function foundBy(c: Context): Found {
  const known = found.get(c.req.raw) ?? {}
  found.set(c.req.raw, known)
  return known
}
