import { KeystepError } from '@keystep/contract'
import { newEvent } from '../audit/new-event.ts'
import { hashToken, isToken } from '../crypto/tokens.ts'
import type { Mount } from '../http/mount.ts'
import { forgetPending } from '../login/login-routes.ts'
import { noteOf } from '../notices/note-of.ts'
import type { Services } from '../services.ts'
import { dropSession } from '../session/drop-session.ts'
import { rotation } from '../session/rotation.ts'
import { anonymousView, signedInView } from '../session/session-view.ts'
import { visitorOf } from '../session/visitor-of.ts'
import { forgotPassword } from './forgot-password.ts'
import { judgeGuess } from './judge-guess.ts'
import type { Passwords } from './passwords.ts'

export function mountPasswords(mount: Mount, services: Services, passwords: Passwords): void {
  const { sessions, emit } = services

  mount('password', 'change', async (change, { c, session }) => {
    const { token, rotate } = await rotation(services, session)
    // Grace is for parallel requests of one browser; after a password change no old token lives.
    const guesser = { kind: 'session', sessionId: session.id } as const
    const about = { user: session.user, sessionId: session.id, request: c.req.raw }
    const note = () => noteOf(services, { ...about, name: 'password.changed' }, (texts) => texts.passwordChangedNotice)
    await judgeGuess(services, guesser, newEvent(services, { ...about, name: 'first_factor.failed' }), async () => {
      await passwords.change(session.user, change, { ...rotate, grace: 0 }, note)
      return true
    })
    await sessions.carry(c, session, token)
    await sessions.endedAll(session.user.id, c)
    return signedInView(services, session, c.req.raw)
  })

  if (!passwords.reset) return

  mount('password', 'forgot', async ({ identifier }, { c }) => {
    // Not awaited: whether a mail leaves, and how long that takes, would tell who has an account.
    const request = c.req.raw
    visitorOf(services, c, identifier)
      .then((visitor) => forgotPassword(services, passwords, { visitor, request }))
      .catch((error: unknown) => emit('fault', { error, request }))
    return { sent: true as const }
  })

  mount('password', 'reset', async ({ token, password }, { c }) => {
    if (!isToken('rst', token)) throw new KeystepError('invalid_code')
    const user = await passwords.useReset(hashToken(token), password, (owner) => {
      const about = { name: 'password.reset', user: owner, request: c.req.raw } as const
      return noteOf(services, about, (texts) => texts.passwordChangedNotice)
    })
    await sessions.endedAll(user.id, null)
    await dropSession(services, c)
    await forgetPending(services, c)
    return await anonymousView(services)
  })
}
