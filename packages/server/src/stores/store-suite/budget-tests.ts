import { expect, test } from 'vitest'
import type { Budget } from '../challenge-requests.ts'
import { atOnce, many, patience, rounds } from './at-once.ts'
import { minute, type MakeStore, openScene, schedule, sent } from './open-scene.ts'

const day = 1440 * minute
const toNumber: Budget = { subject: 'number:1', window: day, limit: 3, spacing: [minute, 2 * minute] }

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled('ada')
  let codes = 0
  /** Each for a login of its own. */
  const sendOn = (...budgets: readonly Budget[]) => {
    codes += 1
    return scene.send(person.deviceId, `login-${codes}`, 'code', { spacing: 0, budgets })
  }
  return { ...scene, ...person, sendOn }
}

export function budgetTests(makeStore: MakeStore): void {
  test('a budget spaces what it counts, longer each time, whatever it was sent for', async () => {
    const { sendOn, pass, now } = await setup(makeStore)
    const first = await sendOn(toNumber)
    expect(first).toMatchObject({ opened: true, challenge: { sentAt: now(), resendAt: now() + minute } })
    pass(minute - 1)
    const refused = { opened: false, reason: 'budget', challenge: null }
    expect(await sendOn(toNumber)).toEqual({ ...refused, until: now() + 1, now: now() })
    pass(1)
    expect(await sendOn(toNumber)).toMatchObject({ challenge: { resendAt: now() + 2 * minute } })
    pass(minute)
    expect(await sendOn(toNumber)).toEqual({ ...refused, until: now() + minute, now: now() })
  })

  test('one that is spent opens again a window after the first, and not sooner', async () => {
    const { sendOn, pass, now } = await setup(makeStore)
    const over = now() + day
    for (let count = 0; count < 3; count++) {
      expect(await sendOn(toNumber)).toMatchObject({ opened: true })
      pass(2 * minute)
    }
    expect(await sendOn(toNumber)).toMatchObject({ opened: false, reason: 'budget', until: over })
    pass(over - now() - 1)
    expect(await sendOn(toNumber)).toMatchObject({ opened: false, until: over })
    pass(1)
    expect(await sendOn(toNumber)).toMatchObject({ opened: true, challenge: { resendAt: now() + minute } })
  })

  test('all let it through or none is charged', async () => {
    const { sendOn } = await setup(makeStore)
    const inAll: Budget = { subject: 'all', window: day, limit: 2 }
    const other: Budget = { subject: 'number:2', window: day, limit: 1 }
    expect(await sendOn(other)).toMatchObject({ opened: true })
    for (let count = 0; count < 3; count++) expect(await sendOn(inAll, other)).toMatchObject({ opened: false })
    expect(await sendOn(inAll)).toMatchObject({ opened: true })
    expect(await sendOn(inAll)).toMatchObject({ opened: true })
    expect(await sendOn(inAll)).toMatchObject({ opened: false })
  })

  test('a code that came back ends the row of those that did not, and its waits, and frees nothing of the limit', async () => {
    const { sendOn, login, user, deviceId, pass, now } = await setup(makeStore)
    const budgets: readonly Budget[] = [toNumber, { subject: 'for', window: day, unanswered: 2 }]
    await sendOn(...budgets)
    pass(minute)
    await sendOn(...budgets)
    pass(2 * minute)
    expect(await sendOn(...budgets)).toMatchObject({ opened: false, reason: 'budget' })
    expect(await login(user, deviceId, sent('login-2', 'code'))).toMatchObject({ ok: true })
    expect(await sendOn(...budgets)).toMatchObject({ opened: true, challenge: { resendAt: now() + minute } })
    pass(minute)
    expect(await sendOn(...budgets)).toMatchObject({ opened: false, reason: 'budget' })
  })

  test('a breaker closes where few codes come back, for the rest of the window, and there alone', async () => {
    const { sendOn, login, user, deviceId, pass, now } = await setup(makeStore)
    const breaker = { after: 4, share: 0.5 }
    const prefix: Budget = { subject: 'prefix:1', window: day, breaker }
    const over = now() + day
    for (let count = 0; count < 4; count++) expect(await sendOn(prefix)).toMatchObject({ opened: true })
    expect(await sendOn(prefix)).toMatchObject({ opened: false, reason: 'budget', until: over })
    expect(await sendOn({ ...prefix, subject: 'prefix:2' })).toMatchObject({ opened: true })
    await login(user, deviceId, sent('login-1', 'code'))
    expect(await sendOn(prefix)).toMatchObject({ opened: false })
    await login(user, deviceId, sent('login-2', 'code'))
    expect(await sendOn(prefix)).toMatchObject({ opened: true })
    pass(day)
    expect(await sendOn(prefix)).toMatchObject({ opened: true })
  })

  test('what could not be handed on stays charged, and need not be waited for', async () => {
    const { store, sendOn, deviceId } = await setup(makeStore)
    for (let count = 1; count <= 3; count++) {
      expect(await sendOn(toNumber)).toMatchObject({ opened: true })
      await store.challengeFailed({ deviceId, boundTo: `login-${count}`, codeHash: 'code' })
    }
    expect(await sendOn(toNumber)).toMatchObject({ opened: false, reason: 'budget' })
  })

  test('what nobody said was handed on within its lease was not sent', async () => {
    const { store, open, send, deviceId, pass, now } = await setup(makeStore)
    expect(await open(deviceId, 'login', 'lost')).toMatchObject({ opened: true })
    pass(9999)
    expect(await store.findChallenge('login')).toMatchObject({ sentAt: now() - 9999 })
    expect(await open(deviceId, 'login', 'next')).toMatchObject({ opened: false, reason: 'sent' })
    pass(1)
    expect(await store.findChallenge('login')).toBeNull()
    expect(await send(deviceId, 'login', 'next')).toMatchObject({ opened: true, challenge: { count: 2 } })
    pass(10_000)
    expect(await store.findChallenge('login')).toMatchObject({ sentAt: now() - 10_000 })
  })

  test('a code is dead after its tries, right or wrong; a try that was taken back is none', async () => {
    const { store, send, login, user, deviceId, pass } = await setup(makeStore)
    const attempt = { userId: 'ada', deviceId, schedule: { ...schedule, freeTries: 100 }, boundTo: 'login' }
    await send(deviceId, 'login', 'code')
    for (let count = 0; count < 6; count++) {
      const tried = await store.countTry(attempt)
      if (count === 0 && tried?.counted) await store.refundTry(tried)
    }
    expect(await login(user, deviceId, sent('login', 'code'))).toMatchObject({ ok: true })
    await send(deviceId, 'login', 'second')
    for (let count = 0; count < 6; count++) await store.countTry(attempt)
    expect(await login(user, deviceId, sent('login', 'second'))).toEqual({ ok: false, reason: 'used' })
    pass(minute)
    await send(deviceId, 'login', 'third')
    expect(await login(user, deviceId, sent('login', 'third'))).toMatchObject({ ok: true })
  })

  test('what a call says is found by its hook, until it is used up, replaced or lapsed', async () => {
    const { store, send, login, user, deviceId, pass } = await setup(makeStore)
    const spoken = { hookHash: 'hook', sealedCode: 'sealed' }
    await send(deviceId, 'login', 'code', { spoken })
    expect(await store.findSpoken('hook')).toEqual({
      userId: 'ada',
      deviceId,
      boundTo: 'login',
      sealedCode: 'sealed',
    })
    expect(await store.findSpoken('another')).toBeNull()
    pass(minute)
    await send(deviceId, 'login', 'next', { spoken: { ...spoken, hookHash: 'next' } })
    expect(await store.findSpoken('hook')).toBeNull()
    await login(user, deviceId, sent('login', 'next'))
    expect(await store.findSpoken('next')).toBeNull()
    await send(deviceId, 'login', 'last', { spoken, lifetime: 1000 })
    pass(1000)
    expect(await store.findSpoken('hook')).toBeNull()
  })

  test('a budget alone is charged, given back, or forgotten', async () => {
    const { store, pass, now } = await setup(makeStore)
    const guesses: Budget = { subject: 'guesses', window: day, spacing: [0, minute, 2 * minute] }
    const inAll: Budget = { subject: 'all', window: day, limit: 3 }
    const charge = () => store.chargeBudgets([guesses, inAll])
    const start = now()
    expect(await charge()).toEqual({ until: 0, now: start })
    expect(await charge()).toEqual({ until: 0, now: start })
    expect(await charge()).toEqual({ until: start + minute, now: start })
    await store.settleBudgets({ forgotten: [], refunded: ['guesses', 'all', 'unknown'] })
    expect(await charge()).toMatchObject({ until: 0 })
    pass(minute)
    await store.settleBudgets({ forgotten: ['guesses', 'unknown'], refunded: [] })
    expect(await charge()).toMatchObject({ until: 0 })
    expect(await charge()).toMatchObject({ until: start + day })
    await store.settleBudgets({ forgotten: [], refunded: [] })
    expect(await store.chargeBudgets([])).toMatchObject({ until: 0 })
  })

  test(`of ${many} charges at once as many go as there are`, async () => {
    const { store } = await setup(makeStore)
    const guesses: Budget = { subject: 'guesses', window: day, spacing: [0, 0, 0, 0, minute] }
    const charged = await atOnce(() => store.chargeBudgets([guesses]))
    expect(charged.filter(({ until }) => until === 0)).toHaveLength(5)
  })

  test(
    `of ${many} at once for as many users a budget lets through what it has, ${rounds} times over`,
    patience,
    async () => {
      const { store, enrolled, pass } = await setup(makeStore)
      const people: Array<Awaited<ReturnType<typeof enrolled>>> = []
      for (let count = 0; count < many; count++) people.push(await enrolled(`person-${count}`))
      const inAll: Budget = { subject: 'all', window: day, limit: 7 }
      const times = { lifetime: minute, spacing: 0, lease: minute }
      for (let round = 0; round < rounds; round++) {
        const opened = await atOnce(async (index) => {
          const { user, deviceId = '' } = people[index] ?? {}
          // In as many orders as there are people.
          const own = Array.from({ length: 3 }, (_, other) => ({ subject: `${(index * 7 + other) % 5}`, window: day }))
          const budgets = index % 2 === 0 ? [inAll, ...own] : [...own, inAll]
          const asked = { userId: user?.id ?? '', deviceId, boundTo: `${round}-${index}`, codeHash: 'code', ...times }
          return await store.openChallenge({ ...asked, budgets })
        })
        expect(opened.filter((one) => one?.opened)).toHaveLength(7)
        pass(day)
      }
    },
  )
}
