import { onTestFinished } from 'vitest'
import type { DeviceRecord, PendingRecord, SessionRecord, User, UserProfile } from '../records.ts'
import type { Store } from '../store.ts'
import type { Confirmation, NewEnrolment, NewSession, TokenSet, Use } from '../store-requests.ts'

export type StoreUnderTest = {
  /** The same store, as each node of an app sees it: one handle, or one for each connection. */
  readonly nodes: readonly [Store, ...Store[]]
  readonly close: () => void | Promise<void>
}
export type MakeStore = (clock: () => number) => StoreUnderTest | Promise<StoreUnderTest>

export const lifetimes = { idle: 3_600_000, absolute: 86_400_000 }
export const grace = 10_000
export const schedule = { freeTries: 4, firstWait: 30_000, longestWait: 3_600_000 }

export function counter(value: number): Use {
  return { kind: 'counter', counter: value, state: `{"last":${value}}` }
}

export function token(tokenSet: string, hash: string): Use {
  return { kind: 'token', tokenSet, hash }
}

export type SignedIn = { readonly user: User; readonly session: SessionRecord; readonly token: string }
export type Enrolled = SignedIn & { readonly device: DeviceRecord }

/** An empty store with its clock, and the moves that tests begin with. */
export async function setScene(makeStore: MakeStore) {
  let time = 1_800_000_000_000
  const { nodes, close } = await makeStore(() => time)
  onTestFinished(async () => close())
  const [store] = nodes
  let names = 0
  const name = (kind: string) => `${kind}-${++names}`

  async function addUser(id = 'ann', profile: Partial<UserProfile> = {}): Promise<User> {
    return await store.saveUser({ id, identifier: `${id}@example.com`, ...profile })
  }

  async function openPending(user: User, lifetime: number | null = 600_000): Promise<PendingRecord> {
    const tokenHash = name('pending')
    return await store.openPending({ tokenHash, userId: user.id, epoch: user.epoch, amr: ['pwd'], next: null, lifetime })
  }

  async function openSession(user: User, changes: Partial<NewSession> = {}): Promise<SignedIn> {
    const now = (await store.findUser(user.id)) ?? user
    const opening = { tokenHash: name('session'), userId: user.id, epoch: now.epoch, amr: ['pwd'], lifetimes, ...changes }
    return { user: now, session: given(await store.openSession(opening)), token: opening.tokenHash }
  }

  function newEnrolment({ user, session }: SignedIn, requestKey = name('request')): NewEnrolment {
    const device = {
      id: name('device'),
      userId: user.id,
      method: 'totp',
      name: 'Phone',
      destination: null,
      lastResort: false,
      secret: 'sealed',
      state: '{}',
    }
    return { sessionId: session.id, requestKey, lifetime: 600_000, device }
  }

  async function begin(signedIn: SignedIn): Promise<DeviceRecord> {
    return (await store.beginEnrolment(newEnrolment(signedIn))).device
  }

  function confirmation(
    { user, session }: SignedIn,
    device: DeviceRecord,
    changes: Partial<Confirmation> = {},
  ): Confirmation {
    const rotation = { sessionId: session.id, tokenHash: name('session'), grace }
    const proof = { userId: user.id, deviceId: device.id, use: counter(1), freshSince: time - 300_000, tokens: null }
    return { ...rotation, ...proof, ...changes }
  }

  /** Begins and confirms a device in the session, which goes on under the new token that is returned. */
  async function enrol(signedIn: SignedIn, tokens: TokenSet | null = null): Promise<Enrolled> {
    const { id } = await begin(signedIn)
    const request = confirmation(signedIn, { id } as DeviceRecord, { tokens })
    const confirmed = await store.confirmEnrolment(request)
    if (!confirmed.ok) throw new Error(`The enrolment was not confirmed: ${confirmed.reason}.`)
    const { session } = confirmed
    return { user: session.user, session, token: request.tokenHash ?? signedIn.token, device: await device(session.user, id) }
  }

  /** A user who has confirmed one device, and with it a set of two tokens when asked for. */
  async function addUserWithDevice(id = 'ann', tokens: TokenSet | null = null): Promise<Enrolled> {
    return await enrol(await openSession(await addUser(id)), tokens)
  }

  async function device(user: User, id: string): Promise<DeviceRecord> {
    return given((await store.devicesOf(user.id)).find((each) => each.id === id))
  }

  async function finish(pending: PendingRecord, deviceId: string, use: Use, node: Store = store) {
    const session = { tokenHash: name('session'), lifetimes, amr: ['pwd', 'totp'] }
    return await node.finishLogin({ pending, deviceId, use, session })
  }

  const newTokens = (): TokenSet => {
    const tokenSet = name('set')
    const hashes = [`${tokenSet}/a`, `${tokenSet}/b`]
    return { deviceId: name('device'), method: 'backup', name: 'Backup tokens', tokenSet, hashes }
  }

  return {
    store,
    nodes,
    name,
    now: () => time,
    wait: (milliseconds: number) => void (time += milliseconds),
    node: (index: number) => given(nodes[index % nodes.length]),
    addUser,
    addUserWithDevice,
    openPending,
    openSession,
    newEnrolment,
    begin,
    confirmation,
    enrol,
    device,
    finish,
    newTokens,
  }
}

export type Scene = Awaited<ReturnType<typeof setScene>>

/** What has to be there for the test to go on. */
export function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('The store answered nothing.')
  return value
}
