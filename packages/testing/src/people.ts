import type { Client } from '@keystep/contract'
import type { Inbox, Passwords, UserProfile } from '@keystep/server'
import { type Authenticator, authenticatorApp } from './authenticator-app.ts'
import { codeInMessage } from './code-in-message.ts'
import type { MovingClock } from './moving-clock.ts'

export type PersonName = keyof typeof cast

export type Person = {
  readonly user: UserProfile
  readonly password: string
  /** On their phone; empty for somebody who enrolled nothing. */
  readonly app: Authenticator
  /** On their paper, unused; none for somebody who enrolled nothing. */
  readonly backupTokens: readonly string[]
}

/**
 * `ada` uses an authenticator app, `mary` has nothing yet, `olga` is staff and uses an app, `emmy` gets mail, `hedy` text
 * messages and, at the same number, calls.
 */
const cast = {
  ada: { name: 'Ada Byron', password: 'the analytical engine', staff: false, enrolled: 'totp' },
  mary: { name: 'Mary Somerville', password: 'connexion of sciences', staff: false, enrolled: null },
  olga: { name: 'Olga Ladyzhenskaya', password: 'viscous flow by heart', staff: true, enrolled: 'totp' },
  emmy: { name: 'Emmy Noether', password: 'symmetry and conservation', staff: false, enrolled: 'email' },
  hedy: { name: 'Hedy Lamarr', password: 'frequencies that hop', staff: false, enrolled: 'sms' },
} as const

/** One that is kept for stories. */
const numberOfHedy = '+12025550123'

/** Those whose methods every server has. */
export const everybody: readonly PersonName[] = ['ada', 'mary', 'olga']

export type SeedPerson = {
  readonly clock: MovingClock
  readonly passwords: Pick<Passwords, 'create'>
  /** Where their mail arrives. */
  readonly inbox: Inbox
  /** A browser that nobody uses afterwards. */
  readonly client: Client
}

/** Makes the person's account, and enrols their app as they would do it themselves. */
export async function seedPerson(name: PersonName, { clock, passwords, inbox, client }: SeedPerson): Promise<Person> {
  const { password, enrolled, ...rest } = cast[name]
  const email = `${name}@example.com`
  const user: UserProfile = { id: name, identifier: email, email, emailVerified: true, ...rest }
  const app = authenticatorApp({ clock: clock.now })
  await passwords.create(user, password)
  if (!enrolled) return { user, password, app, backupTokens: [] }

  await client.login.start({ identifier: email, password })
  const number = enrolled === 'sms' ? { number: numberOfHedy } : {}
  const { device, otpauthUri } = await client.devices.begin({ method: enrolled, requestKey: 'seed', ...number })
  if (otpauthUri !== undefined) app.scan(otpauthUri)
  const sent = () => codeInMessage(inbox.messages[0]?.text ?? '')
  const code = enrolled === 'totp' ? app.code() : sent()
  const { backupTokens = [] } = await client.devices.confirm({ id: device.id, code })
  if (enrolled === 'sms') {
    clock.advance(60)
    const calls = await client.devices.begin({ method: 'call', requestKey: 'seed too', ...number })
    await client.devices.confirm({ id: calls.device.id, code: sent() })
  }
  await client.session.logout()
  return { user, password, app, backupTokens }
}
