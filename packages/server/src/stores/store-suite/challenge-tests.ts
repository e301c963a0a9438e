import { expect, test } from 'vitest'
import { backupTokens, minute, openScene, schedule, sent, step, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled('ada', backupTokens('set'))
  async function lock() {
    for (let free = 0; free < 5; free++) {
      await scene.store.countTry({ userId: 'ada', deviceId: person.deviceId, schedule })
    }
    return (await scene.deviceOf('ada', person.deviceId))?.lockedUntil ?? 0
  }
  return { ...scene, ...person, lock }
}

const used = { ok: false, reason: 'used' }

export function challengeTests(makeStore: MakeStore): void {
  test('what is sent is found by what it was sent for, until it lapses', async () => {
    const { store, send, deviceId, now, pass } = await setup(makeStore)
    const times = { sentAt: now(), resendAt: now() + minute, expiresAt: now() + 10 * minute }
    const challenge = { deviceId, ...times, count: 1 }
    expect(await send(deviceId, 'login', 'code')).toEqual({ opened: true, challenge, now: now() })
    expect(await store.findChallenge('login')).toEqual(challenge)
    expect(await store.findChallenge('another')).toBeNull()
    pass(10 * minute - 1)
    expect(await store.findChallenge('login')).toEqual(challenge)
    pass(1)
    expect(await store.findChallenge('login')).toBeNull()
  })

  test('within the spacing nothing is filed, and what went out is answered', async () => {
    const { send, deviceId, pass, now, login, user } = await setup(makeStore)
    const first = await send(deviceId, 'login', 'code')
    pass(minute - 1)
    const answer = { opened: false, reason: 'sent', challenge: first?.challenge, now: now() }
    expect(await send(deviceId, 'login', 'too-soon')).toEqual(answer)
    expect(await send(deviceId, 'step-up', 'of-its-own')).toMatchObject({ opened: true })
    expect(await login(user, deviceId, sent('login', 'too-soon'))).toEqual(used)
    expect(await login(user, deviceId, sent('login', 'code'))).toMatchObject({ ok: true })
  })

  test('after the spacing another code takes its place; the one before is dead, failures stay', async () => {
    const { store, send, deviceId, deviceOf, pass, now, login, user } = await setup(makeStore)
    await send(deviceId, 'login', 'code')
    await store.countTry({ userId: 'ada', deviceId, schedule })
    const before = await deviceOf('ada', deviceId)
    pass(minute)
    const times = { sentAt: now(), resendAt: now() + minute, expiresAt: now() + 10 * minute }
    const challenge = { deviceId, ...times, count: 2 }
    expect(await send(deviceId, 'login', 'next')).toEqual({ opened: true, challenge, now: now() })
    expect(await store.findChallenge('login')).toEqual(challenge)
    expect(await deviceOf('ada', deviceId)).toEqual(before)
    expect(await login(user, deviceId, sent('login', 'code'))).toEqual(used)
    expect(await login(user, deviceId, sent('login', 'next'))).toMatchObject({ ok: true })
  })

  test('to a device that has to wait nothing is sent; what can be answered is told', async () => {
    const { store, send, deviceId, pass, now, lock } = await setup(makeStore)
    const first = await send(deviceId, 'login', 'code', { lifetime: 2 * minute })
    const lockedUntil = await lock()
    const refused = { opened: false, reason: 'locked', until: lockedUntil }
    expect(await send(deviceId, 'login', 'next')).toEqual({ ...refused, challenge: first?.challenge, now: now() })
    expect(await send(deviceId, 'step-up', 'next')).toEqual({ ...refused, challenge: null, now: now() })
    expect(await store.findChallenge('step-up')).toBeNull()
    pass(2 * minute)
    const longer = await lock()
    expect(await send(deviceId, 'login', 'next')).toEqual({
      ...refused,
      until: longer,
      challenge: null,
      now: now(),
    })
    pass(longer - now())
    expect(await send(deviceId, 'login', 'next')).toMatchObject({ opened: true })
  })

  test('a code that lapses within the spacing is no reason to send sooner', async () => {
    const { store, send, deviceId, pass, now, login, user } = await setup(makeStore)
    const first = await send(deviceId, 'login', 'code', { lifetime: 1000 })
    pass(1000)
    expect(await send(deviceId, 'step-up', 'other')).toMatchObject({ opened: true })
    const answer = { opened: false, reason: 'sent', challenge: first?.challenge, now: now() }
    expect(await send(deviceId, 'login', 'next')).toEqual(answer)
    expect(await store.findChallenge('login')).toBeNull()
    expect(await login(user, deviceId, sent('login', 'code'))).toEqual(used)
    pass(minute - 1000)
    expect(await send(deviceId, 'login', 'next')).toMatchObject({ opened: true })
  })

  test('what could not be handed on may be sent again at once, and works in case it arrives', async () => {
    const { store, send, deviceId, pass, now, login, user } = await setup(makeStore)
    await send(deviceId, 'login', 'code')
    await send(deviceId, 'step-up', 'code')
    pass(5000)
    const failed = { deviceId, boundTo: 'login', codeHash: 'code' }
    await store.challengeFailed(failed)
    expect(await store.findChallenge('login')).toMatchObject({ sentAt: now() - 5000, resendAt: now() })
    expect(await send(deviceId, 'step-up', 'next')).toMatchObject({ opened: false })
    expect(await login(user, deviceId, sent('login', 'code'))).toMatchObject({ ok: true })
    expect(await send(deviceId, 'login', 'next')).toMatchObject({ opened: true })
    await store.challengeFailed(failed)
    await store.challengeFailed({ ...failed, deviceId: 'unknown' })
    expect(await send(deviceId, 'login', 'later')).toMatchObject({ opened: false })
  })

  test('of several devices the newest that can be answered is found', async () => {
    const { store, send, session, enrol, deviceId, pass } = await setup(makeStore)
    const second = await enrol(session)
    await send(deviceId, 'login', 'code')
    pass(1)
    await send(second.deviceId, 'login', 'code', { lifetime: minute })
    expect(await store.findChallenge('login')).toMatchObject({ deviceId: second.deviceId })
    pass(minute)
    expect(await store.findChallenge('login')).toMatchObject({ deviceId })
    await send(deviceId, 'login', 'next')
    expect(await store.findChallenge('login')).toMatchObject({ deviceId })
  })

  test('nothing is sent but to what the user can try', async () => {
    const { store, send, session, begin, openSession, enrolled, deviceId, pass } = await setup(makeStore)
    const grace = await enrolled('grace')
    const { device } = await begin(session)
    const other = await openSession(session.user)
    for (const id of [device.id, grace.deviceId, 'unknown']) expect(await send(id, 'x', 'code')).toBeNull()
    expect(await send(deviceId, 'x', 'code', { userId: 'nobody' })).toBeNull()
    expect(await send(deviceId, 'x', 'code', { enrollingSession: session.id })).toBeNull()
    expect(await send(device.id, 'x', 'code', { enrollingSession: other.id })).toBeNull()
    expect(await store.findChallenge('x')).toBeNull()
    expect(await send(device.id, 'x', 'code', { enrollingSession: session.id })).toMatchObject({ opened: true })
    pass(10 * minute)
    expect(await send(device.id, 'x', 'code', { enrollingSession: session.id })).toBeNull()
  })

  test('it goes with its device', async () => {
    const { store, send, session, enrol, begin, rotation, deviceId } = await setup(makeStore)
    const second = await enrol(session)
    await send(second.deviceId, 'login', 'code')
    const keep = rotation(second.session)
    await store.removeDevice({ userId: 'ada', deviceId: second.deviceId, keep, confirmedToo: true })
    expect(await store.findChallenge('login')).toBeNull()
    const { device } = await begin(second.session)
    await send(device.id, 'setup', 'code', { enrollingSession: session.id })
    expect(await store.findChallenge('setup')).not.toBeNull()
    await begin(second.session)
    expect(await store.findChallenge('setup')).toBeNull()
    await send(deviceId, 'login', 'code')
    await store.removeAllDevices('ada')
    expect(await store.findChallenge('login')).toBeNull()
  })

  test('an answer of another kind leaves what was sent', async () => {
    const { store, send, session, deviceId, login, user } = await setup(makeStore)
    await send(deviceId, session.id, 'code')
    expect(await login(user, deviceId, step(9))).toMatchObject({ ok: true })
    expect(await store.findChallenge(session.id)).toMatchObject({ deviceId })
  })
}
