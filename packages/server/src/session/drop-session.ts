import type { Context } from 'hono'
import { newEvent } from '../audit/new-event.ts'
import type { Services } from '../services.ts'
import { currentSession } from './current.ts'

/** The session of this browser is over, if it has one. */
export async function dropSession(services: Services, c: Context): Promise<void> {
  const session = await currentSession(services, c)
  const about = session && { name: 'session.ended' as const, user: session.user, sessionId: session.id }
  const events = about ? [newEvent(services, { ...about, request: c.req.raw })] : []
  await services.sessions.drop(c, { events, messages: [] })
}
