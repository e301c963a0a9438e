import { expect, test } from 'vitest'
import type { TrustUse } from '../trust-requests.ts'
import { atOnce, patience, rounds } from './at-once.ts'
import { held, lifetimes, openScene, step, trusting, type MakeStore } from './open-scene.ts'

const grace = 60_000
const kept = { opened: true, turnedUntil: null }
const refused = { opened: false, reused: false }
const reused = { opened: false, reused: true }

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const { user, deviceId, session } = await scene.enrolled()
  let counter = 100
  const trust = (tokenHash = 'browser') => scene.login(user, deviceId, step(++counter), trusting(tokenHash))
  await trust()
  const { lifetime } = trusting('')
  const turned = { opened: true, turnedUntil: scene.now() + lifetime }
  async function enter(use: TrustUse, tokenHash = scene.name('session')) {
    const opening = { userId: 'ada', epoch: user.epoch, amr: [], lifetimes, tokenHash }
    return await scene.store.openTrustedSession({ ...opening, trust: use })
  }
  return { ...scene, session, trust, turned, enter }
}

export function trustTurnTests(makeStore: MakeStore): void {
  test('a trust turns at each sign-in, and lapses no later for it', async () => {
    const { store, enter, turned, pass } = await setup(makeStore)
    for (let turns = 0; turns < 5; turns++) {
      pass(10 * grace)
      expect(await enter(held('browser', turns))).toMatchObject(turned)
    }
    const [trust] = await store.trustsOf('ada')
    expect(trust?.expiresAt).toBe(turned.turnedUntil)
    pass(turned.turnedUntil - (trust?.lastUsedAt ?? 0))
    expect(await enter(held('browser', 5))).toEqual(refused)
  })

  test('the turn before opens for a minute, and does not turn it again', async () => {
    const { store, enter, turned, pass } = await setup(makeStore)
    expect(await enter(held('browser'))).toMatchObject({ ...turned, session: { trusted: true } })
    expect(await enter(held('browser'))).toMatchObject({ ...kept, session: { trusted: true } })
    pass(grace - 1)
    expect(await enter(held('browser'))).toMatchObject(kept)
    expect(await enter(held('browser', 1))).toMatchObject(turned)
    expect(await enter(held('browser', 1))).toMatchObject(kept)
    expect(await store.findTrust('browser')).not.toBeNull()
  })

  test('after that minute, or two turns later, it ends the trust, and says so once', async () => {
    for (const further of [0, 1]) {
      const { store, enter, turned, trust, session, pass } = await setup(makeStore)
      await trust('elsewhere')
      expect(await enter(held('browser'))).toMatchObject(turned)
      for (let turns = 1; turns <= further; turns++) await enter(held('browser', turns))
      pass(further === 0 ? grace : 0)
      expect(await enter(held('browser'), 'thief')).toEqual(reused)
      expect(await store.findSession('thief')).toBeNull()
      expect(await store.findTrust('browser')).toBeNull()
      for (const turns of [0, 1, 2]) expect(await enter(held('browser', turns))).toEqual(refused)
      expect(await enter(held('elsewhere'))).toMatchObject({ opened: true })
      expect(await store.findSession(session.tokenHash)).not.toBeNull()
    }
  })

  test('a turn that never was ends the trust as well, and so does none at all', async () => {
    for (const turnHash of ['made up', null]) {
      const { store, enter, turned } = await setup(makeStore)
      expect(await enter({ ...held('browser'), turnHash })).toEqual(reused)
      expect(await store.findTrust('browser')).toBeNull()
      const other = await setup(makeStore)
      expect(await other.enter(held('browser'))).toMatchObject(turned)
      expect(await other.enter({ ...held('browser'), turnHash })).toEqual(reused)
    }
  })

  test('of another user’s trust no turn ends it', async () => {
    const { store, enter, enrolled, turned, name } = await setup(makeStore)
    const { user } = await enrolled('grace')
    const opening = { userId: 'grace', epoch: user.epoch, amr: [], lifetimes, tokenHash: name('session') }
    const use = { ...held('browser'), turnHash: 'made up' }
    expect(await store.openTrustedSession({ ...opening, trust: use })).toEqual(refused)
    expect(await enter(held('browser'))).toMatchObject(turned)
  })

  test('what opens nothing does not turn it', async () => {
    const { enter, turned, session } = await setup(makeStore)
    expect(await enter(held('browser'), session.tokenHash)).toEqual(refused)
    expect(await enter(held('browser'))).toMatchObject(turned)
  })

  test(
    `of 16 sign-ins at once with one cookie all are trusted and one turns it, ${rounds} times over`,
    patience,
    async () => {
      const { enter, turned, pass } = await setup(makeStore)
      for (let round = 0; round < rounds; round++) {
        const verdicts = await atOnce(
          (index) => enter({ ...held('browser', round), nextHash: `${round}: ${index}` }),
          16,
        )
        const turnings = verdicts.filter((verdict) => verdict.opened && verdict.turnedUntil !== null)
        expect(turnings).toMatchObject([turned])
        expect(verdicts.filter(({ opened }) => opened)).toHaveLength(16)
        pass(grace)
        // The one that turned it holds it now.
        const winner = `${round}: ${verdicts.findIndex((verdict) => verdict === turnings[0])}`
        const next = { tokenHash: 'browser', turnHash: winner, nextHash: held('browser', round + 1).turnHash ?? '' }
        expect(await enter(next)).toMatchObject(turned)
        pass(grace)
      }
    },
  )
}
