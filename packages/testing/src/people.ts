import type { Client } from '@keystep/contract'
import type { Passwords, UserProfile } from '@keystep/server'
import { type Authenticator, authenticatorApp } from './authenticator-app.ts'

export type PersonName = keyof typeof cast

export type Person = {
  readonly user: UserProfile
  readonly password: string
  /** On their phone; empty for somebody who enrolled nothing. */
  readonly app: Authenticator
  /** On their paper, unused; none for somebody who enrolled nothing. */
  readonly backupTokens: readonly string[]
}

/** `ada` uses an authenticator app, `mary` has nothing yet, `olga` is staff and uses an app. */
const cast = {
  ada: { name: 'Ada Byron', password: 'the analytical engine', staff: false, enrolled: true },
  mary: { name: 'Mary Somerville', password: 'connexion of sciences', staff: false, enrolled: false },
  olga: { name: 'Olga Ladyzhenskaya', password: 'viscous flow by heart', staff: true, enrolled: true },
} as const

export const everybody = Object.keys(cast) as readonly PersonName[]

export type SeedPerson = {
  readonly clock: () => number
  readonly passwords: Pick<Passwords, 'create'>
  /** A browser that nobody uses afterwards. */
  readonly client: Client
}

/** Makes the person's account, and enrols their app as they would do it themselves. */
export async function seedPerson(name: PersonName, { clock, passwords, client }: SeedPerson): Promise<Person> {
  const { password, enrolled, ...rest } = cast[name]
  const email = `${name}@example.com`
  const user: UserProfile = { id: name, identifier: email, email, emailVerified: true, ...rest }
  const app = authenticatorApp({ clock })
  await passwords.create(user, password)
  if (!enrolled) return { user, password, app, backupTokens: [] }

  await client.login.start({ identifier: email, password })
  const { device, otpauthUri = '' } = await client.devices.begin({ method: 'totp', requestKey: 'seed' })
  app.scan(otpauthUri)
  const { backupTokens = [] } = await client.devices.confirm({ id: device.id, code: app.code() })
  await client.session.logout()
  return { user, password, app, backupTokens }
}
