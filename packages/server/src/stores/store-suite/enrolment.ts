import { expect, test } from 'vitest'
import { type MakeStore, setScene } from './scene.ts'

export function enrolmentTests(makeStore: MakeStore): void {
  async function setUp() {
    const scene = await setScene(makeStore)
    const signedIn = await scene.openSession(await scene.addUser())
    return { ...scene, ...signedIn, signedIn }
  }

  test('a device that is begun is found with its session, and counts for nothing yet', async () => {
    const { store, session, token, signedIn, newEnrolment, now } = await setUp()
    const enrolment = newEnrolment(signedIn)
    const { device, created } = await store.beginEnrolment(enrolment)
    expect(created).toBe(true)
    expect(device).toEqual({
      ...enrolment.device,
      isDefault: false,
      createdAt: now(),
      confirmedAt: null,
      lastUsedAt: null,
      counter: -1,
      failures: 0,
      lockedUntil: 0,
      tokenSet: null,
      tokensLeft: 0,
      waitingSet: null,
      waitingUntil: null,
      expiresAt: now() + 600_000,
    })
    expect(await store.findEnrolment(session.id)).toEqual(device)
    expect(await store.findEnrolment('unknown')).toBeNull()
    expect(await store.devicesOf('ann')).toEqual([])
    expect(await store.findSession(token)).toMatchObject({ hasDevice: false })
  })

  test('what a device type noted is kept', async () => {
    const { store, session, signedIn, newEnrolment } = await setUp()
    const enrolment = newEnrolment(signedIn)
    const device = { ...enrolment.device, destination: '+31•••42', lastResort: true, secret: null, state: '{"digits":8}' }
    await store.beginEnrolment({ ...enrolment, device })
    expect(await store.findEnrolment(session.id)).toMatchObject(device)
  })

  test('the same request gets the one under way', async () => {
    const { store, signedIn, newEnrolment, wait } = await setUp()
    const { device } = await store.beginEnrolment(newEnrolment(signedIn, 'request'))
    wait(599_999)
    expect(await store.beginEnrolment(newEnrolment(signedIn, 'request'))).toEqual({ device, created: false })
  })

  test('another request replaces it', async () => {
    const { store, session, signedIn, begin } = await setUp()
    const first = await begin(signedIn)
    const second = await begin(signedIn)
    expect(second.id).not.toBe(first.id)
    expect(await store.findEnrolment(session.id)).toEqual(second)
  })

  test('it lapses, and the same request then begins anew', async () => {
    const { store, session, signedIn, newEnrolment, wait, now } = await setUp()
    const { device } = await store.beginEnrolment(newEnrolment(signedIn, 'request'))
    wait(600_000)
    expect(await store.findEnrolment(session.id)).toBeNull()
    const again = await store.beginEnrolment(newEnrolment(signedIn, 'request'))
    expect(again).toMatchObject({ created: true, device: { createdAt: now() } })
    expect(again.device.id).not.toBe(device.id)
  })

  test('each session enrols a device of its own, whatever the name of the request', async () => {
    const { store, user, signedIn, openSession, newEnrolment } = await setUp()
    const other = await openSession(user)
    const first = await store.beginEnrolment(newEnrolment(signedIn, 'request'))
    const second = await store.beginEnrolment(newEnrolment(other, 'request'))
    expect(second.created).toBe(true)
    expect(await store.findEnrolment(signedIn.session.id)).toEqual(first.device)
    expect(await store.findEnrolment(other.session.id)).toEqual(second.device)
  })

  test('none begins for a user who is gone', async () => {
    const { store, signedIn, newEnrolment } = await setUp()
    await store.deleteUser('ann')
    await expect(store.beginEnrolment(newEnrolment(signedIn))).rejects.toThrow('the user is gone')
  })

  test('it outlives a rotation of its session', async () => {
    const { store, session, signedIn, begin } = await setUp()
    const begun = await begin(signedIn)
    await store.refreshFirstFactor({ sessionId: session.id, tokenHash: 'next', grace: 10_000 })
    await store.refreshFirstFactor({ sessionId: session.id, tokenHash: 'third', grace: 0 })
    expect(await store.findEnrolment(session.id)).toEqual(begun)
  })
}
