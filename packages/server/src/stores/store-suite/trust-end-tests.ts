import { expect, test } from 'vitest'
import { backupTokens, held, minute, openScene, step, token, trusting, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled('ada', backupTokens('set'))
  await scene.store.createPassword(person.user, 'hash')
  const grace = await scene.enrolled('grace')
  await scene.login(grace.user, grace.deviceId, step(9), trusting('of grace'))
  const trust = () => scene.login(person.user, person.deviceId, step(scene.now()), trusting(scene.name('browser')))
  await scene.login(person.user, person.deviceId, step(9), trusting('browser'))
  const keep = scene.rotation(person.session)
  const renew = () => scene.store.renewTokens({ ...backupTokens('new'), userId: 'ada', lifetime: 10 * minute })
  const confirm = () => scene.store.confirmTokens({ deviceId: 'holder-set', hash: 'one' })
  return { ...scene, ...person, trust, keep, renew, confirm }
}

type Setup = Awaited<ReturnType<typeof setup>>

/** What ends everything signed in ends every trust of that user. */
const ends: Record<string, (setup: Setup) => Promise<unknown>> = {
  'the end of everything': ({ store, session }) => store.endAll('ada', { exceptSession: session.id }),
  'a removal': ({ store, deviceId, keep }) => store.removeDevice({ userId: 'ada', deviceId, keep, confirmedToo: true }),
  'the removal of backup tokens': ({ store, keep }) =>
    store.removeDevice({ userId: 'ada', deviceId: 'holder-set', keep, confirmedToo: true }),
  'the removal of all devices': ({ store, keep }) => store.removeAllDevices('ada', keep),
  'another password': ({ store, keep }) => store.replacePassword({ userId: 'ada', hash: 'new', keep }),
  'a reset of the password': async ({ store }) => {
    await store.openPasswordReset({ tokenHash: 'reset', userId: 'ada', lifetime: 1000, spacing: 0 })
    await store.usePasswordReset({ tokenHash: 'reset', hash: 'new' })
  },
  'being disabled': async ({ store }) => {
    await store.setDisabled('ada', true)
    await store.setDisabled('ada', false)
  },
  'being deleted': async ({ store, signUp }) => {
    await store.deleteUser('ada')
    await signUp()
  },
}

export function trustEndTests(makeStore: MakeStore): void {
  test.each(Object.entries(ends))('%s ends every trust of that user', async (_, end) => {
    const scene = await setup(makeStore)
    const { store } = scene
    await end(scene)
    expect(await store.findTrust('browser')).toBeNull()
    const user = await store.findUser('ada')
    const opening = { tokenHash: 'late', userId: 'ada', epoch: user?.epoch ?? 0, amr: [], lifetimes: null }
    const refused = { opened: false, reused: false }
    expect(await store.openTrustedSession({ ...opening, trust: held('browser') })).toEqual(refused)
    expect(await store.findTrust('of grace')).toEqual({ userId: 'grace' })
  })

  test('a further device ends every trust, and no session', async () => {
    const { store, session, enrol, openSession, user } = await setup(makeStore)
    const other = await openSession(user)
    await enrol(session)
    expect(await store.findTrust('browser')).toBeNull()
    expect(await store.findSession(other.tokenHash)).not.toBeNull()
    expect(await store.findTrust('of grace')).not.toBeNull()
  })

  test('new backup tokens end every trust, when they are made and when they go live, and no session', async () => {
    const { store, renew, confirm, login, user, deviceId, session } = await setup(makeStore)
    await renew()
    expect(await store.findTrust('browser')).toBeNull()
    await login(user, deviceId, step(10), trusting('later'))
    expect(await confirm()).toBe(3)
    expect(await store.findTrust('later')).toBeNull()
    expect(await store.findSession(session.tokenHash)).not.toBeNull()
    expect(await store.findTrust('of grace')).not.toBeNull()
  })

  test('what is refused, or is no change of a device, ends no trust', async () => {
    const { store, session, begin, confirmation, confirm, keep, login, user, deviceId } = await setup(makeStore)
    const { device } = await begin(session)
    await store.confirmEnrolment(confirmation(session, device.id, { use: step(-1) }))
    await store.removeDevice({ userId: 'ada', deviceId: device.id, keep, confirmedToo: true })
    await store.removeAllDevices('ada', { ...keep, sessionId: 'unknown' })
    await store.changeDevice({ userId: 'ada', deviceId, name: 'Work phone', makeDefault: true })
    expect(await confirm()).toBeNull()
    await store.addToken({ deviceId: 'holder-set', tokenSet: 'set', hash: 'four' })
    await login(user, 'holder-set', token('set', 'four'))
    expect(await store.findTrust('browser')).toEqual({ userId: 'ada' })
  })
}
