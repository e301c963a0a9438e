import { createClient } from '@keystep/contract'
import { codeOf } from './code-of.ts'
import type { DemoKeystep } from './demo-keystep.ts'
import { fetchInProcess } from './fetch-in-process.ts'
import type { Notes } from './notes.ts'
import { passphrase } from './passphrase.ts'

export type Seeded = {
  /** Of all three. */
  readonly password: string
  /** What the authenticator apps of those who have one scanned. */
  readonly apps: { readonly ada: string; readonly olga: string }
}

export type SeedOptions = { readonly origin: string; readonly notes: Notes }

const ada = { id: 'ada', identifier: 'ada@example.com', email: 'ada@example.com', name: 'Ada Byron' }
const olga = { id: 'olga', identifier: 'olga@example.com', email: 'olga@example.com', name: 'Olga Ladyzhenskaya' }
const mary = { id: 'mary', identifier: 'mary@example.com', email: 'mary@example.com', name: 'Mary Somerville' }

/** Makes ada and olga, who is staff, with an authenticator app each, and mary, who has nothing. Null when they are there. */
export async function seedPeople(demo: DemoKeystep, { origin, notes }: SeedOptions): Promise<Seeded | null> {
  const { keystep, store, passwords } = demo
  // Mary comes last: where she is, all of it is there.
  if (await store.findUser(mary.id)) return null
  await keystep.users.delete(ada.id)
  await keystep.users.delete(olga.id)
  const password = passphrase()
  await passwords.create({ ...ada, emailVerified: true }, password)
  await passwords.create({ ...olga, emailVerified: true, staff: true }, password)
  const apps = {
    ada: await enrolApp(demo, { ...ada, origin, password }),
    olga: await enrolApp(demo, { ...olga, origin, password }),
  }
  await notes.add(ada.id, 'The spare crank is behind the third column.')
  await notes.add(ada.id, 'Bike lock: 2468')
  await passwords.create({ ...mary, emailVerified: true }, password)
  return { password, apps }
}

type Enrolling = { readonly identifier: string; readonly origin: string; readonly password: string }

/** As they would do it themselves: sign in, scan, type the code and sign out. */
async function enrolApp({ keystep, store }: DemoKeystep, { identifier, origin, password }: Enrolling): Promise<string> {
  const client = createClient({ baseUrl: origin, fetch: fetchInProcess(keystep.app, origin) })
  await client.login.start({ identifier, password })
  const { device, secret = '', otpauthUri = '' } = await client.devices.begin({ method: 'totp', requestKey: 'seed' })
  await client.devices.confirm({ id: device.id, code: codeOf(secret, await store.now()) })
  await client.session.logout()
  return otpauthUri
}
