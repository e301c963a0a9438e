import { expect, test } from 'vitest'
import { backupTokens, minute, openScene, schedule, sent, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled('ada', backupTokens('set'))
  return { ...scene, ...person }
}

const used = { ok: false, reason: 'used' }

export function sentCodeTests(makeStore: MakeStore): void {
  test('a code that was sent is used once, and clears the failures of its device', async () => {
    const { store, send, deviceId, deviceOf, login, user, pass, now } = await setup(makeStore)
    const { counter, state } = (await deviceOf('ada', deviceId)) ?? {}
    await send(deviceId, 'login', 'code')
    await store.countTry({ userId: 'ada', deviceId, schedule })
    pass(1000)
    expect(await login(user, deviceId, sent('login', 'of-another-key', 'code'))).toMatchObject({ ok: true })
    const cleared = { failures: 0, lockedUntil: 0, lastUsedAt: now(), counter, state }
    expect(await deviceOf('ada', deviceId)).toMatchObject(cleared)
    expect(await store.findChallenge('login')).toBeNull()
    expect(await login(user, deviceId, sent('login', 'code'))).toEqual(used)
  })

  test('it works for that device and purpose only, until it lapses, and a refusal leaves it as it was', async () => {
    const { store, send, session, enrol, enrolled, deviceId, deviceOf, login, user, pass } = await setup(makeStore)
    const [second, grace] = [await enrol(session), await enrolled('grace')]
    await send(deviceId, 'login', 'code')
    await store.countTry({ userId: 'ada', deviceId, schedule })
    const [before, challenge] = [await deviceOf('ada', deviceId), await store.findChallenge('login')]
    expect(await login(user, deviceId, sent('step-up', 'code'))).toEqual(used)
    expect(await login(user, deviceId, sent('login', 'wrong', 'wrong too'))).toEqual(used)
    expect(await login(user, deviceId, sent('login'))).toEqual(used)
    for (const id of [second.deviceId, 'holder-set', grace.deviceId]) {
      expect(await login(user, id, sent('login', 'code'))).toEqual(used)
    }
    expect(await login(grace.user, deviceId, sent('login', 'code'))).toEqual(used)
    expect(await deviceOf('ada', deviceId)).toEqual(before)
    expect(await store.findChallenge('login')).toEqual(challenge)
    pass(10 * minute)
    expect(await login(user, deviceId, sent('login', 'code'))).toEqual(used)
  })

  test('codes for several purposes live side by side', async () => {
    const { send, deviceId, login, user } = await setup(makeStore)
    await send(deviceId, 'one', 'code')
    await send(deviceId, 'two', 'code')
    expect(await login(user, deviceId, sent('one', 'code'))).toMatchObject({ ok: true })
    expect(await login(user, deviceId, sent('one', 'code'))).toEqual(used)
    expect(await login(user, deviceId, sent('two', 'code'))).toMatchObject({ ok: true })
  })

  test('one that was used may be followed by another at once', async () => {
    const { send, deviceId, login, user } = await setup(makeStore)
    await send(deviceId, 'login', 'code')
    await login(user, deviceId, sent('login', 'code'))
    expect(await send(deviceId, 'login', 'next')).toMatchObject({ opened: true })
    expect(await login(user, deviceId, sent('login', 'code'))).toEqual(used)
  })

  test('it steps a session up, once', async () => {
    const { store, send, deviceId, session, rotation, now } = await setup(makeStore)
    await send(deviceId, session.id, 'code')
    const stepUp = () =>
      store.finishStepUp({
        ...rotation(session),
        userId: 'ada',
        deviceId,
        use: sent(session.id, 'code'),
        trust: null,
      })
    expect(await stepUp()).toMatchObject({ ok: true, session: { id: session.id, verifiedAt: now() } })
    expect(await stepUp()).toEqual(used)
  })

  test('it confirms a device, once', async () => {
    const { store, send, deviceId, session, begin, confirmation, deviceOf, now } = await setup(makeStore)
    const { device } = await begin(session)
    await send(device.id, session.id, 'code', { enrollingSession: session.id })
    await send(deviceId, session.id, 'of the other')
    const confirm = (...hashes: readonly string[]) =>
      store.confirmEnrolment(confirmation(session, device.id, { use: sent(session.id, ...hashes) }))
    expect(await confirm('of the other')).toEqual(used)
    expect(await store.findEnrolment(session.id)).toEqual(device)
    expect(await confirm('code')).toMatchObject({ ok: true, session: { device: { id: device.id } } })
    expect(await deviceOf('ada', device.id)).toMatchObject({ lastUsedAt: now(), confirmedAt: now(), counter: -1 })
    expect(await confirm('code')).toEqual({ ok: false, reason: 'expired' })
  })
}
