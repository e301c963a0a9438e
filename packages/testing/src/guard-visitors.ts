import type { TestServer } from './create-test-server.ts'
import { authenticatorApp } from './authenticator-app.ts'
import type { Person } from './people.ts'

/** What a visitor needs: `createTestServer({ trustSeconds: 86_400 })`, with everybody in it. */
export type GuardServer = Pick<TestServer<'ada' | 'mary' | 'olga'>, 'client' | 'clock' | 'people' | 'keystep'>

/** Every kind of visitor that a guard tells apart. Each brings the server's first browser into that state. */
export const guardVisitors = {
  async nobody() {},
  /** Their password was right; their second step is still to come. */
  async halfSignedIn(server) {
    await passwordStep(server, server.people.ada)
  },
  async withoutDevice(server) {
    await passwordStep(server, server.people.mary)
  },
  /** Has a device, and none verified this session. */
  unverified: (server) => signInAndLoseDevice(server, server.people.ada),
  trusted: (server) => signInByTrust(server, server.people.ada),
  verified: (server) => signIn(server, server.people.ada),
  /** Eleven minutes ago. */
  async verifiedLongAgo(server) {
    await signIn(server, server.people.ada)
    server.clock.advance(11 * 60)
  },
  async verifiedByToken(server) {
    const { ada } = server.people
    await signIn(server, ada, { method: 'backup', code: ada.backupTokens[0] ?? '' })
  },
  async staffWithoutDevice(server) {
    await server.keystep.users.update('mary', { staff: true })
    await passwordStep(server, server.people.mary)
  },
  staffUnverified: (server) => signInAndLoseDevice(server, server.people.olga),
  staffTrusted: (server) => signInByTrust(server, server.people.olga),
  staffVerified: (server) => signIn(server, server.people.olga),
  /** Eleven minutes ago. */
  async staffVerifiedLongAgo(server) {
    await signIn(server, server.people.olga)
    server.clock.advance(11 * 60)
  },
} satisfies Record<string, (server: GuardServer) => Promise<void>>

export type GuardVisitor = keyof typeof guardVisitors

async function passwordStep({ client }: GuardServer, { user, password }: Person) {
  return await client.login.start({ identifier: user.identifier, password })
}

type Proof = { readonly method?: string; readonly code?: string; readonly trustBrowser?: boolean }

async function signIn(server: GuardServer, person: Person, proof: Proof = {}): Promise<void> {
  const { method = 'totp', code = person.app.code(), trustBrowser = false } = proof
  const state = await passwordStep(server, person)
  const device = state.state === 'second_factor' && state.devices.find((one) => one.method === method)
  if (!device) throw new Error(`${person.user.id} is not asked for a code by ${method}.`)
  await server.client.login.verify({ deviceId: device.id, code, ...(trustBrowser && { trustBrowser }) })
}

async function signInByTrust(server: GuardServer, person: Person): Promise<void> {
  await signIn(server, person, { trustBrowser: true })
  await server.client.session.logout()
  const { state } = await passwordStep(server, person)
  if (state !== 'signed_in') throw new Error('The server trusts no browser. Give it trustSeconds.')
}

/** The device that verified the session is removed, and another is left. */
async function signInAndLoseDevice(server: GuardServer, person: Person): Promise<void> {
  const { client, clock } = server
  await signIn(server, person)
  const tablet = authenticatorApp({ clock: clock.now })
  const { device, otpauthUri = '' } = await client.devices.begin({ method: 'totp', name: 'Tablet', requestKey: 'lost' })
  tablet.scan(otpauthUri)
  await client.devices.confirm({ id: device.id, code: tablet.code() })
  await client.devices.remove({ id: device.id })
}
