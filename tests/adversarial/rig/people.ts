import type { SessionState } from '@keystep/contract'
import { type Authenticator, createAuthenticator } from '../../server/authenticator.ts'
import type { Browser } from '../../server/browser.ts'
import { keys, password } from '../../server/start-server.ts'
import { gatewaySecret } from './rig-app.ts'
import type { Rig } from './open-rig.ts'

export type Person = {
  readonly id: string
  readonly identifier: string
  readonly password: string
  /** Its code of now was not used yet. */
  readonly phone: Authenticator
  /** In E.164; nothing was sent there of late. */
  readonly number: string
  readonly backupTokens: readonly string[]
  /** By method: `totp`, `backup`, and what else was asked for. */
  readonly devices: Readonly<Record<string, string>>
}

export type NewPerson = { readonly also?: readonly ('sms' | 'email')[]; readonly staff?: boolean }

let count = 0

/** Somebody with a password alone. */
export async function newUser(rig: Rig, { staff = false }: NewPerson = {}) {
  const id = `user-${(count += 1)}`
  const identifier = `${id}@example.com`
  await rig.past.passwords.create({ id, identifier, email: identifier, emailVerified: true, staff }, password)
  rig.canaries.add('a password', password)
  rig.canaries.add('a key', gatewaySecret, ...keys.map(({ secret }) => secret))
  return { id, identifier, password }
}

/** Somebody with an authenticator app and backup tokens, enrolled a minute ago, and everything secret of theirs noted. */
export async function newPerson(rig: Rig, wanted: NewPerson = {}): Promise<Person> {
  const user = await newUser(rig, wanted)
  const { identifier } = user
  const browser = rig.past.browser()
  await browser.auth.login.start({ identifier, password })
  const {
    device,
    secret = '',
    otpauthUri = '',
  } = await browser.auth.devices.begin({ method: 'totp', requestKey: 'app' })
  const before = createAuthenticator(otpauthUri, () => rig.now() - 60_000)
  const { backupTokens = [] } = await browser.auth.devices.confirm({ id: device.id, code: before.code() })
  // A mobile one of the Netherlands, for the first 40,000 people; no two of one neighbourhood.
  const number = `+316${10_000_000 + count * 1000 + 123}`
  for (const method of wanted.also ?? []) {
    const to = method === 'sms' ? number : identifier
    const begun = await browser.auth.devices.begin({ method, requestKey: method, ...(method === 'sms' && { number }) })
    await browser.auth.devices.confirm({ id: begun.device.id, code: rig.gateway.code(to) })
  }
  const { devices } = await browser.auth.devices.list()
  rig.canaries.add('the key of an authenticator app', secret)
  rig.canaries.add('a backup token', ...backupTokens, ...backupTokens.map((token) => token.replaceAll('-', '')))
  rig.canaries.add('a phone number', number.slice(1))
  noteTokens(rig, browser)
  return {
    ...user,
    number,
    backupTokens,
    phone: createAuthenticator(otpauthUri, rig.now),
    devices: Object.fromEntries(devices.map(({ method, id }) => [method, id])),
  }
}

/** As far as the password goes. */
export async function passwordStep(
  rig: Rig,
  { identifier }: Pick<Person, 'identifier'>,
  browser = rig.browser(),
): Promise<{ readonly browser: Browser; readonly state: SessionState }> {
  const state = await browser.auth.login.start({ identifier, password })
  noteTokens(rig, browser)
  return { browser, state }
}

/** All the way, by the code of now: which is used up then. */
export async function signIn(rig: Rig, person: Person, given?: Browser): Promise<Browser> {
  const { browser } = await passwordStep(rig, person, given)
  await browser.auth.login.verify({ deviceId: person.devices.totp ?? '', code: person.phone.code() })
  noteTokens(rig, browser)
  return browser
}

/** Notes what a browser holds as secrets. */
export function noteTokens(rig: Rig, { cookies }: Browser): void {
  for (const [name, value] of cookies) rig.canaries.add(`the cookie ${name}`, value)
}
