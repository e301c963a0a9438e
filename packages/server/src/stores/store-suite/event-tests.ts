import { describe, expect, test } from 'vitest'
import type { NewEvent, Note } from '../event-requests.ts'
import { lifetimes, minute, openScene, schedule, step, type MakeStore } from './open-scene.ts'
import { notedScene, notedVerdicts } from './noted-verdicts.ts'

const event: NewEvent = {
  id: 'event',
  name: 'verification.failed',
  userId: 'ada',
  actorId: 'ada',
  device: { id: 'device', method: 'totp', name: 'Phone' },
  sessionId: null,
  address: '192.0.2.1',
  browser: 'Firefox, Linux',
  detail: { purpose: 'login' },
}
const note: Note = { events: [event], messages: [{ id: 'message', userId: 'ada', sealed: 'sealed' }] }
/** Those that hand on what a user is told as well. */
const withoutMessages = ['countTry', 'deleteUser']

export function eventTests(makeStore: MakeStore): void {
  const setup = async () => await notedScene(await openScene(makeStore))
  const page = { limit: 100 }

  describe('what is written down', () => {
    test.each(Object.entries(notedVerdicts))('%s: with the verdict, when it is yes', async (verb, { yes }) => {
      const scene = await setup()
      await yes(scene, note)
      const [written] = await scene.store.eventsOf('ada', page)
      expect(written).toMatchObject({ id: 'event', userId: 'ada', at: scene.now() })
      const claimed = await scene.store.claimMessages({ limit: 9, lease: 1000 })
      expect(claimed.map(({ id }) => id)).toEqual(withoutMessages.includes(verb) ? [] : ['message'])
    })

    test.each(Object.entries(notedVerdicts))('%s: nothing, when it is no', async (_verb, { no }) => {
      const scene = await setup()
      await no(scene, note)
      expect(await scene.store.eventsOf('ada', page)).toEqual([])
      expect(await scene.store.claimMessages({ limit: 9, lease: 1000 })).toEqual([])
    })

    test('is read as it was written, the newest first, page by page, and of one user alone', async () => {
      const { store, pass, now } = await setup()
      for (const id of ['a', 'b', 'c']) {
        await store.note({ events: [{ ...event, id }], messages: [] })
        pass(1)
      }
      await store.note({
        events: [
          { ...event, id: 'x', userId: 'mary' },
          { ...event, id: 'y', userId: null },
        ],
        messages: [],
      })
      const at = now() - 1
      expect(await store.eventsOf('ada', { limit: 1 })).toEqual([{ ...event, id: 'c', at }])
      const ids = async (before: string) => (await store.eventsOf('ada', { limit: 9, before })).map(({ id }) => id)
      expect(await ids('c')).toEqual(['b', 'a'])
      expect(await ids('a')).toEqual([])
      expect(await ids('x')).toEqual([])
      expect(await ids('none')).toEqual([])
    })

    test('of a try says that it failed, until it passed', async () => {
      const { store, deviceId, pending } = await setup()
      await store.countTry({ userId: 'ada', deviceId, schedule, event })
      const failed = { ...event, at: expect.any(Number), detail: { purpose: 'login', failures: 1 } }
      expect(await store.eventsOf('ada', page)).toEqual([failed])
      const passed = { ...event, name: 'verification.passed' as const }
      const session = { tokenHash: 'new', lifetimes, amr: [] }
      const finish = { pending, deviceId, use: step(9), trust: null, session, note: { events: [passed], messages: [] } }
      const finished = await store.finishLogin(finish)
      const sessionId = finished.ok ? finished.session.id : 'none'
      expect(await store.eventsOf('ada', page)).toEqual([{ ...passed, sessionId, at: expect.any(Number) }])
    })

    test('of a try, a message or a guess that was taken back is gone', async () => {
      const { store, deviceId } = await setup()
      const tried = await store.countTry({ userId: 'ada', deviceId, schedule, event })
      if (tried?.counted) await store.refundTry(tried)
      const sentEvent = { events: [{ ...event, id: 'sent' }], messages: [] }
      const code = { userId: 'ada', deviceId, boundTo: 'login', codeHash: 'hash', note: sentEvent }
      await store.openChallenge({ ...code, lifetime: 1000, spacing: 1000, lease: 1000, budgets: [] })
      await store.challengeFailed(code)
      await store.chargeBudgets([{ subject: 'one', window: 1000 }], {
        events: [{ ...event, id: 'guess' }],
        messages: [],
      })
      expect(await store.eventsOf('ada', page)).toHaveLength(1)
      await store.settleBudgets({ forgotten: ['one'], refunded: [], withdrawn: { ...event, id: 'guess' } })
      expect(await store.eventsOf('ada', page)).toEqual([])
    })

    test('of a try that passed stays when the try is given back after all, and nothing is given back', async () => {
      // The commit went through, and its answer was lost on the way.
      const { store, deviceId, pending, deviceOf } = await setup()
      const attempt = { userId: 'ada', deviceId, schedule }
      const tried = await store.countTry({ ...attempt, event })
      const passed = { ...event, name: 'verification.passed' as const }
      const session = { tokenHash: 'new', lifetimes, amr: [] }
      const finish = { pending, deviceId, use: step(9), trust: null, session, note: { events: [passed], messages: [] } }
      await store.finishLogin(finish)
      await store.countTry({ ...attempt, event: { ...event, id: 'another' } })
      if (tried?.counted) await store.refundTry(tried)
      expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 1 })
      const names = (await store.eventsOf('ada', page)).map(({ name }) => name)
      expect(names.toSorted()).toEqual(['verification.failed', 'verification.passed'])
    })

    test('of the try that suspended its device goes with it, when it is given back', async () => {
      const { store, deviceId, deviceOf } = await setup()
      const tried = await store.countTry({ userId: 'ada', deviceId, schedule, suspendAfter: 1, event })
      expect(await store.eventsOf('ada', page)).toMatchObject([{ name: 'device.suspended' }])
      if (tried?.counted) await store.refundTry(tried)
      expect(await store.eventsOf('ada', page)).toEqual([])
      expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 0 })
    })

    test('of the last try before its device is suspended says so, and no further one is counted', async () => {
      const { store, deviceId, pass, deviceOf } = await setup()
      const attempt = { userId: 'ada', deviceId, schedule, suspendAfter: 3 }
      for (const id of ['1', '2', '3']) await store.countTry({ ...attempt, event: { ...event, id } })
      pass(3_600_000)
      expect(await store.countTry({ ...attempt, event: { ...event, id: '4' } })).toBeNull()
      const events = await store.eventsOf('ada', page)
      expect(events.map(({ name, detail }) => [name, detail.failures])).toEqual([
        ['device.suspended', 3],
        ['verification.failed', 2],
        ['verification.failed', 1],
      ])
      expect(await store.countTry({ ...attempt, deviceId: 'holder-set' })).toMatchObject({ counted: true })
      await store.changeDevice({ userId: 'ada', deviceId, resume: true })
      expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 0, lockedUntil: 0 })
      expect(await store.countTry(attempt)).toMatchObject({ counted: true })
    })

    test('is purged once it is as old as it may get, and stays where none is said', async () => {
      const { store, pass } = await setup()
      const day = 24 * 60 * minute
      const ids = async () => (await store.eventsOf('ada', page)).map(({ id }) => id)
      await store.note({ events: [{ ...event, id: 'one' }], messages: [] })
      pass(1)
      await store.note({ events: [{ ...event, id: 'two' }], messages: [] })
      pass(day - 2)
      await store.purge({ limit: 100, eventsFor: day })
      expect(await ids()).toEqual(['two', 'one'])
      pass(1)
      await store.purge({ limit: 100 })
      expect(await ids()).toEqual(['two', 'one'])
      await store.purge({ limit: 100, eventsFor: day })
      expect(await ids()).toEqual(['two'])
    })

    test('of a user who is deleted is that alone', async () => {
      const { store } = await setup()
      await store.note({ events: [{ ...event, id: 'before' }], messages: note.messages })
      await store.deleteUser('ada', { events: [{ ...event, name: 'user.deleted' }], messages: [] })
      expect(await store.eventsOf('ada', page)).toMatchObject([{ name: 'user.deleted' }])
      expect(await store.claimMessages({ limit: 9, lease: 1000 })).toEqual([])
    })
  })
}
