import { expect, test } from 'vitest'
import type { SealedSecret } from '../records.ts'
import { atOnce, many, patience, rounds } from './at-once.ts'
import { minute, openScene, schedule, step, type MakeStore } from './open-scene.ts'

const byId = (a: SealedSecret, b: SealedSecret) => (a.id < b.id ? -1 : 1)

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const { store, signUp, openSession, enrolment } = scene

  /** A device that somebody new is enrolling. */
  async function keep(userId: string, secret: string | null): Promise<string> {
    const { device, ...enrolling } = enrolment(await openSession(await signUp(userId)))
    await store.beginEnrolment({ ...enrolling, device: { ...device, secret } })
    return device.id
  }

  async function secretOf(deviceId: string): Promise<string | undefined> {
    const kept = await store.sealedSecrets({ after: '', limit: 100 })
    return kept.find(({ id }) => id === deviceId)?.secret
  }

  async function listed(except?: string): Promise<readonly string[]> {
    const kept = await store.sealedSecrets({ after: '', limit: 100, ...(except !== undefined && { except }) })
    return kept.map(({ userId }) => userId).toSorted()
  }
  return { ...scene, keep, secretOf, listed }
}

export function secretTests(makeStore: MakeStore): void {
  test('what is sealed is listed page by page, each once', async () => {
    const { store, enrolled, signUp, openSession } = await setup(makeStore)
    const expected: SealedSecret[] = []
    for (let person = 0; person < 12; person++) {
      const userId = `user-${person}`
      const { deviceId } = await enrolled(userId)
      expected.push({ id: deviceId, userId, method: 'totp', secret: 'sealed' })
    }
    await openSession(await signUp('without'))
    const pages: (readonly SealedSecret[])[] = []
    let after: string | undefined = ''
    while (after !== undefined) {
      const page: readonly SealedSecret[] = await store.sealedSecrets({ after, limit: 5 })
      pages.push(page)
      after = page.at(-1)?.id
    }
    expect(pages.map(({ length }) => length)).toEqual([5, 5, 2, 0])
    expect(pages.flat().toSorted(byId)).toEqual(expected.toSorted(byId))
  })

  test('what begins as given is left out, letter by letter', async () => {
    const { keep, listed } = await setup(makeStore)
    const starts = ['v1.a_b.x', 'v1.aXb.x', 'v1.A_B.x', 'v1.a_b', 'v1.a_b.', 'v1.a_bc.x', 'v1.a%.x', '']
    for (const [index, secret] of starts.entries()) await keep(`${index}`, secret)
    expect(await listed('v1.a_b.')).toEqual(['1', '2', '3', '5', '6', '7'])
    expect(await listed('v1.a%.')).toEqual(['0', '1', '2', '3', '4', '5', '7'])
  })

  test('what is enrolled is listed until that lapses, and what keeps no secret never', async () => {
    const { enrolled, keep, listed, pass, store } = await setup(makeStore)
    await enrolled('ada')
    await keep('eve', 'sealed')
    await keep('mary', null)
    expect(await listed()).toEqual(['ada', 'eve'])
    pass(10 * minute)
    expect(await listed()).toEqual(['ada'])
    await store.removeAllDevices('ada')
    expect(await listed()).toEqual([])
  })

  test('a secret is replaced while it is what was read, and nothing else of its device', async () => {
    const { store, enrolled, deviceOf, keep, secretOf } = await setup(makeStore)
    const { deviceId } = await enrolled()
    const enrolling = await keep('grace', 'sealed')
    await store.countTry({ userId: 'ada', deviceId, schedule })
    const before = await deviceOf('ada', deviceId)
    expect(await store.replaceSecret({ deviceId, was: 'sealed', secret: 'anew' })).toBe(true)
    expect(await deviceOf('ada', deviceId)).toEqual({ ...before, secret: 'anew' })
    expect(await store.replaceSecret({ deviceId, was: 'sealed', secret: 'late' })).toBe(false)
    expect(await secretOf(deviceId)).toBe('anew')
    expect(await secretOf(enrolling)).toBe('sealed')
    expect(await store.replaceSecret({ deviceId: enrolling, was: 'sealed', secret: 'anew' })).toBe(true)
  })

  test('a secret of no device, or of one that keeps none, is not replaced', async () => {
    const { store, keep, listed, enrolled } = await setup(makeStore)
    const deviceId = await keep('mary', null)
    const { deviceId: removed } = await enrolled()
    await store.removeAllDevices('ada')
    for (const id of [deviceId, removed, 'none', '']) {
      for (const was of ['sealed', '']) {
        expect(await store.replaceSecret({ deviceId: id, was, secret: 'anew' })).toBe(false)
      }
    }
    expect(await listed()).toEqual([])
  })

  test(`one of ${many} replacements of one secret is made, ${rounds} times over`, patience, async () => {
    const { store, enrolled, secretOf } = await setup(makeStore)
    const { deviceId } = await enrolled()
    let was = 'sealed'
    for (let round = 0; round < rounds; round++) {
      const before = was
      const replaced = await atOnce((index) =>
        store.replaceSecret({ deviceId, was: before, secret: `${round}.${index}` }),
      )
      expect(replaced.filter(Boolean)).toHaveLength(1)
      was = `${round}.${replaced.indexOf(true)}`
      expect(await secretOf(deviceId)).toBe(was)
    }
  })

  test(`${many} replacements beside a removal bring nothing back`, patience, async () => {
    const { store, enrolled, listed } = await setup(makeStore)
    for (let round = 0; round < rounds; round++) {
      const { deviceId } = await enrolled(`user-${round}`)
      const [replaced] = await Promise.all([
        atOnce((index) => store.replaceSecret({ deviceId, was: 'sealed', secret: `${index}` })),
        store.removeAllDevices(`user-${round}`),
      ])
      expect(replaced.filter(Boolean).length).toBeLessThanOrEqual(1)
      expect(await store.devicesOf(`user-${round}`)).toEqual([])
    }
    expect(await listed()).toEqual([])
  })

  test('a replacement beside tries and a login takes nothing from either', patience, async () => {
    const { store, enrolled, login, deviceOf } = await setup(makeStore)
    const { deviceId, user } = await enrolled()
    const attempt = { userId: 'ada', deviceId, schedule: { ...schedule, freeTries: 1000 } }
    for (let round = 0; round < rounds; round++) {
      const was = round === 0 ? 'sealed' : `${round}`
      const [replaced, , finished] = await Promise.all([
        store.replaceSecret({ deviceId, was, secret: `${round + 1}` }),
        atOnce(() => store.countTry(attempt), 8),
        login(user, deviceId, step(10 + round)),
        store.changeDevice({ userId: 'ada', deviceId, name: `Phone ${round}` }),
      ])
      expect([replaced, finished.ok]).toEqual([true, true])
      const kept = { secret: `${round + 1}`, counter: 10 + round, name: `Phone ${round}` }
      expect(await deviceOf('ada', deviceId)).toMatchObject(kept)
    }
  })
}
