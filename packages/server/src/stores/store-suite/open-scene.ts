import { expect, onTestFinished } from 'vitest'
import type { NewChallenge } from '../challenge-requests.ts'
import type { SessionRecord, User } from '../records.ts'
import type { Confirmation, NewEnrolment, NewTrust, Rotation, TokenSet, Use } from '../store-requests.ts'
import type { Store } from '../store.ts'
import type { TrustUse } from '../trust-requests.ts'

export type MakeStore = (
  clock: () => number,
) => Promise<{ readonly store: Store; readonly close: () => void | Promise<void> }>

export type Scene = Awaited<ReturnType<typeof openScene>>

export const minute = 60_000
export const lifetimes = { idle: 30 * minute, absolute: 600 * minute }
export const schedule = { freeTries: 4, firstWait: 30_000, longestWait: 3_600_000 }

export const step = (counter: number): Use => ({ kind: 'counter', counter, state: `{"drift":${counter % 2}}` })
export const token = (tokenSet: string, hash: string): Use => ({ kind: 'token', tokenSet, hash })
export const sent = (boundTo: string, ...hashes: readonly string[]): Use => ({
  kind: 'sent',
  boundTo,
  hashes,
  tries: 5,
})

export const trusting = (tokenHash: string, replaces: string | null = null): NewTrust => ({
  tokenHash,
  turnHash: `${tokenHash}.0`,
  lifetime: 30 * 24 * 60 * minute,
  replaces,
})

/** What that browser shows of its trust after so many turns. */
export const held = (tokenHash: string, turns = 0): TrustUse => ({
  tokenHash,
  turnHash: `${tokenHash}.${turns}`,
  nextHash: `${tokenHash}.${turns + 1}`,
})

/** An empty store whose clock moves when told, and what people do in it. */
export async function openScene(makeStore: MakeStore) {
  let time = 1_790_000_000_000
  const { store, close } = await makeStore(() => time)
  onTestFinished(close)
  let named = 0
  const name = (kind: string) => `${kind}-${++named}`

  async function signUp(id = 'ada'): Promise<User> {
    return await store.saveUser({ id, identifier: `${id}@example.com` })
  }

  async function openSession(user: User): Promise<SessionRecord & { readonly tokenHash: string }> {
    const tokenHash = name('session')
    const session = await store.openSession({ tokenHash, userId: user.id, epoch: user.epoch, amr: ['pwd'], lifetimes })
    if (session === null) throw new Error('no session')
    return { ...session, tokenHash }
  }

  function rotation(session: SessionRecord, grace = 0): Rotation & { readonly tokenHash: string } {
    return { sessionId: session.id, tokenHash: name('session'), grace }
  }

  function enrolment(session: SessionRecord, requestKey = name('request')): NewEnrolment {
    const blank = { id: name('device'), userId: session.user.id, method: 'totp', name: 'Phone', destination: null }
    const device = { ...blank, lastResort: false, secret: 'sealed', state: '{}' }
    return { sessionId: session.id, requestKey, lifetime: 10 * minute, device }
  }

  async function begin(session: SessionRecord, requestKey?: string) {
    const begun = await store.beginEnrolment(enrolment(session, requestKey))
    if (begun === null || begun === 'conflict') throw new Error(begun ?? 'no session')
    return begun
  }

  function confirmation(session: SessionRecord, deviceId: string, change: Partial<Confirmation> = {}): Confirmation {
    const common = { ...rotation(session), userId: session.user.id, deviceId, tokens: null }
    return { ...common, use: step(1), freshSince: time - 5 * minute, ...change }
  }

  async function enrol(session: SessionRecord, tokens: TokenSet | null = null) {
    const { device } = await begin(session)
    const request = confirmation(session, device.id, { tokens })
    const confirmed = await store.confirmEnrolment(request)
    if (!confirmed.ok) throw new Error(confirmed.reason)
    return { deviceId: device.id, session: { ...confirmed.session, tokenHash: String(request.tokenHash) } }
  }

  /** Somebody with a device and, if given, backup tokens, signed in by it. */
  async function enrolled(id = 'ada', tokens: TokenSet | null = null) {
    const { deviceId, session } = await enrol(await openSession(await signUp(id)), tokens)
    return { deviceId, session, user: session.user }
  }

  async function openPending(user: User, lifetime: number | null = 10 * minute) {
    const opening = { tokenHash: name('pending'), userId: user.id, epoch: user.epoch, amr: ['pwd'] }
    const pending = await store.openPending({ ...opening, next: '/inbox', lifetime })
    if (pending === null) throw new Error('no user')
    return pending
  }

  async function login(user: User, deviceId: string, use: Use, trust: NewTrust | null = null) {
    const session = { tokenHash: name('session'), lifetimes, amr: ['pwd', 'totp'] }
    return await store.finishLogin({ pending: await openPending(user), deviceId, use, trust, session })
  }

  /** A code for Ada's device, if one may be sent: about to go out. */
  async function open(deviceId: string, boundTo: string, codeHash: string, change: Partial<NewChallenge> = {}) {
    const times = { lifetime: 10 * minute, spacing: minute, lease: 10_000, budgets: [] }
    return await store.openChallenge({ userId: 'ada', deviceId, boundTo, codeHash, ...times, ...change })
  }

  /** The same, and it was handed on. */
  async function send(deviceId: string, boundTo: string, codeHash: string, change: Partial<NewChallenge> = {}) {
    const opened = await open(deviceId, boundTo, codeHash, change)
    if (opened?.opened) await store.challengeSent({ deviceId, boundTo, codeHash })
    return opened
  }

  async function deviceOf(userId: string, deviceId: string) {
    return (await store.devicesOf(userId)).find(({ id }) => id === deviceId)
  }

  async function expectEnded(...tokenHashes: readonly string[]): Promise<void> {
    for (const tokenHash of tokenHashes) expect(await store.findSession(tokenHash)).toBeNull()
  }

  return {
    store,
    name,
    now: () => time,
    pass: (milliseconds: number) => void (time += milliseconds),
    signUp,
    openSession,
    rotation,
    enrolment,
    begin,
    confirmation,
    enrol,
    enrolled,
    openPending,
    login,
    open,
    send,
    deviceOf,
    expectEnded,
  }
}

export function backupTokens(tokenSet: string, hashes: readonly string[] = ['one', 'two', 'three']): TokenSet {
  return { deviceId: `holder-${tokenSet}`, method: 'backup', name: 'Backup tokens', tokenSet, hashes }
}
