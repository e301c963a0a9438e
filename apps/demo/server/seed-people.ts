import { createClient } from '@keystep/contract'
import { codeOf } from './code-of.ts'
import type { DemoKeystep } from './demo-keystep.ts'
import { fetchInProcess } from './fetch-in-process.ts'
import type { Notes } from './notes.ts'
import { passphrase } from './passphrase.ts'

export type Seeded = {
  /** Of both. */
  readonly password: string
  /** What ada's authenticator app scanned. */
  readonly otpauthUri: string
}

export type SeedOptions = { readonly origin: string; readonly notes: Notes }

const ada = { id: 'ada', identifier: 'ada@example.com', email: 'ada@example.com', name: 'Ada Byron' }
const mary = { id: 'mary', identifier: 'mary@example.com', email: 'mary@example.com', name: 'Mary Somerville' }

/** Makes ada, who has an authenticator app, and mary, who has nothing yet. Null when it did so before. */
export async function seedPeople(demo: DemoKeystep, { origin, notes }: SeedOptions): Promise<Seeded | null> {
  const { keystep, store, passwords } = demo
  // Mary comes last: where she is, all of it is there.
  if (await store.findUser(mary.id)) return null
  await keystep.users.delete(ada.id)
  const password = passphrase()
  await passwords.create({ ...ada, emailVerified: true }, password)
  const otpauthUri = await enrolApp(demo, { origin, password })
  await notes.add(ada.id, 'The spare crank is behind the third column.')
  await notes.add(ada.id, 'Bike lock: 2468')
  await passwords.create({ ...mary, emailVerified: true }, password)
  return { password, otpauthUri }
}

/** As ada would do it herself: she signs in, scans, types the code and signs out. */
async function enrolApp(
  { keystep, store }: DemoKeystep,
  { origin, password }: { readonly origin: string; readonly password: string },
): Promise<string> {
  const client = createClient({ baseUrl: origin, fetch: fetchInProcess(keystep.app, origin) })
  await client.login.start({ identifier: ada.identifier, password })
  const { device, secret = '', otpauthUri = '' } = await client.devices.begin({ method: 'totp', requestKey: 'seed' })
  await client.devices.confirm({ id: device.id, code: codeOf(secret, await store.now()) })
  await client.session.logout()
  return otpauthUri
}
