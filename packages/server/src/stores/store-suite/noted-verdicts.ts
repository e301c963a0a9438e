import type { Note } from '../event-requests.ts'
import { backupTokens, lifetimes, minute, type openScene, schedule, sent, step, token } from './open-scene.ts'

type Scene = Awaited<ReturnType<typeof notedScene>>
type Verdict = (scene: Scene, note: Note) => Promise<unknown>

/** Ada, who has a device and tokens, is signed in, and has a pending login, a password and a code on its way. */
export async function notedScene(scene: Awaited<ReturnType<typeof openScene>>) {
  const person = await scene.enrolled('ada', backupTokens('set'))
  const { store } = scene
  await store.createPassword({ id: 'ada', identifier: 'ada@example.com' }, 'hash')
  await store.openPasswordReset({ tokenHash: 'reset', userId: 'ada', lifetime: minute, spacing: minute })
  scene.pass(minute / 2)
  const pending = await scene.openPending(person.user)
  const keep = scene.rotation(person.session)
  return { ...scene, ...person, pending, keep, gone: { ...keep, sessionId: 'gone' } }
}

const opening = { tokenHash: 'new', userId: 'ada', amr: ['pwd'] }
const finishing = { trust: null, session: { tokenHash: 'new', lifetimes, amr: [] } }
const newPending = { ...opening, epoch: 1, next: null, lifetime: minute }
const newSession = { ...opening, epoch: 1, lifetimes }
const code = {
  userId: 'ada',
  boundTo: 'login',
  codeHash: 'hash',
  lifetime: minute,
  spacing: minute,
  lease: minute,
  budgets: [],
}
const budget = { subject: 'one', window: minute, limit: 1 }
const renewal = { ...backupTokens('next'), userId: 'ada', lifetime: minute }

/** Each verb that takes a note: once its verdict is yes, once it is no. */
export const notedVerdicts: Readonly<Record<string, { readonly yes: Verdict; readonly no: Verdict }>> = {
  updateUser: {
    yes: ({ store }, note) => store.updateUser('ada', { name: 'Ada' }, note),
    no: async ({ store }, note) => {
      await store.createPassword({ id: 'mary', identifier: 'mary@example.com' }, 'hash')
      return await store.updateUser('ada', { identifier: 'mary@example.com' }, note)
    },
  },
  setDisabled: {
    yes: ({ store }, note) => store.setDisabled('ada', true, note),
    no: ({ store }, note) => store.setDisabled('nobody', true, note),
  },
  endAll: {
    yes: ({ store }, note) => store.endAll('ada', { note }),
    no: ({ store }, note) => store.endAll('nobody', { note }),
  },
  deleteUser: {
    yes: ({ store }, { events }) => store.deleteUser('ada', { events, messages: [] }),
    no: ({ store }, note) => store.deleteUser('nobody', note),
  },
  createPassword: {
    yes: ({ store }, note) => store.createPassword({ id: 'ada', identifier: 'ada@example.org' }, 'hash', note),
    no: ({ store }, note) => store.createPassword({ id: 'mary', identifier: 'ada@example.com' }, 'hash', note),
  },
  replacePassword: {
    yes: ({ store, keep }, note) => store.replacePassword({ userId: 'ada', hash: 'new', keep, note }),
    no: ({ store, gone }, note) => store.replacePassword({ userId: 'ada', hash: 'new', keep: gone, note }),
  },
  openPasswordReset: {
    yes: ({ store }, note) =>
      store.openPasswordReset({ tokenHash: 'next', userId: 'ada', lifetime: minute, spacing: 1, note }),
    no: ({ store }, note) =>
      store.openPasswordReset({ tokenHash: 'next', userId: 'ada', lifetime: minute, spacing: minute, note }),
  },
  usePasswordReset: {
    yes: ({ store }, note) => store.usePasswordReset({ tokenHash: 'reset', hash: 'new', note }),
    no: ({ store }, note) => store.usePasswordReset({ tokenHash: 'none', hash: 'new', note }),
  },
  openPending: {
    yes: ({ store }, note) => store.openPending({ ...newPending, note }),
    no: ({ store }, note) => store.openPending({ ...newPending, userId: 'nobody', note }),
  },
  openSession: {
    yes: ({ store }, note) => store.openSession({ ...newSession, note }),
    no: ({ store, session }, note) => store.openSession({ ...newSession, tokenHash: session.tokenHash, note }),
  },
  refreshFirstFactor: {
    yes: ({ store, keep }, note) => store.refreshFirstFactor({ ...keep, note }),
    no: ({ store, gone }, note) => store.refreshFirstFactor({ ...gone, note }),
  },
  endSession: {
    yes: ({ store, session }, note) => store.endSession(session.tokenHash, note),
    no: ({ store }, note) => store.endSession('none', note),
  },
  endSessionOf: {
    yes: ({ store, session }, note) => store.endSessionOf('ada', session.id, note),
    no: ({ store }, note) => store.endSessionOf('ada', 'none', note),
  },
  endOthers: {
    yes: ({ store, keep }, note) => store.endOthers('ada', { ...keep, trustHash: null, note }),
    no: ({ store, gone }, note) => store.endOthers('ada', { ...gone, trustHash: null, note }),
  },
  finishLogin: {
    yes: ({ store, pending, deviceId }, note) =>
      store.finishLogin({ ...finishing, pending, deviceId, use: step(9), note }),
    no: ({ store, pending, deviceId }, note) =>
      store.finishLogin({ ...finishing, pending, deviceId, use: step(0), note }),
  },
  finishStepUp: {
    yes: ({ store, keep, deviceId }, note) =>
      store.finishStepUp({ ...keep, userId: 'ada', deviceId, trust: null, use: step(9), note }),
    no: ({ store, keep }, note) =>
      store.finishStepUp({
        ...keep,
        userId: 'ada',
        deviceId: 'holder-set',
        trust: null,
        use: token('set', 'no'),
        note,
      }),
  },
  changeDevice: {
    yes: ({ store, deviceId }, note) => store.changeDevice({ userId: 'ada', deviceId, name: 'Phone', note }),
    no: ({ store }, note) => store.changeDevice({ userId: 'ada', deviceId: 'holder-set', makeDefault: true, note }),
  },
  confirmEnrolment: {
    yes: async ({ store, session, begin, confirmation }, note) =>
      await store.confirmEnrolment({ ...confirmation(session, (await begin(session)).device.id), note }),
    no: async ({ store, session, begin, confirmation }, note) =>
      await store.confirmEnrolment({
        ...confirmation(session, (await begin(session)).device.id, { use: sent('none') }),
        note,
      }),
  },
  removeDevice: {
    yes: ({ store, keep, deviceId }, note) =>
      store.removeDevice({ userId: 'ada', deviceId, keep, confirmedToo: true, note }),
    no: ({ store, keep, deviceId }, note) =>
      store.removeDevice({ userId: 'ada', deviceId, keep, confirmedToo: false, note }),
  },
  removeAllDevices: {
    yes: ({ store, keep }, note) => store.removeAllDevices('ada', keep, note),
    no: ({ store, gone }, note) => store.removeAllDevices('ada', gone, note),
  },
  renewTokens: {
    yes: ({ store }, note) => store.renewTokens({ ...renewal, note }),
    no: ({ store }, note) => store.renewTokens({ ...renewal, userId: 'nobody', note }),
  },
  confirmTokens: {
    yes: async ({ store }, note) => {
      await store.renewTokens(renewal)
      return await store.confirmTokens({ deviceId: 'holder-set', hash: 'one', note })
    },
    no: ({ store }, note) => store.confirmTokens({ deviceId: 'holder-set', hash: 'one', note }),
  },
  addToken: {
    yes: ({ store }, note) => store.addToken({ deviceId: 'holder-set', tokenSet: 'set', hash: 'four', note }),
    no: ({ store }, note) => store.addToken({ deviceId: 'holder-set', tokenSet: 'set', hash: 'one', note }),
  },
  openChallenge: {
    yes: ({ store, deviceId }, note) => store.openChallenge({ ...code, deviceId, note }),
    no: ({ store }, note) => store.openChallenge({ ...code, deviceId: 'none', note }),
  },
  chargeBudgets: {
    yes: ({ store }, note) => store.chargeBudgets([budget], note),
    no: async ({ store }, note) => {
      await store.chargeBudgets([budget])
      return await store.chargeBudgets([budget], note)
    },
  },
  countTry: {
    yes: ({ store, deviceId }, { events: [event] }) =>
      store.countTry({ userId: 'ada', deviceId, schedule, ...(event && { event }) }),
    no: ({ store }, { events: [event] }) =>
      store.countTry({ userId: 'ada', deviceId: 'none', schedule, ...(event && { event }) }),
  },
}
