import { describe, expect, test } from 'vitest'
import { atOnce, patience } from './at-once.ts'
import { openScene, type MakeStore } from './open-scene.ts'

const claim = { limit: 2, lease: 1000 }

export function outboxTests(makeStore: MakeStore): void {
  async function setup(count: number) {
    const scene = await openScene(makeStore)
    await scene.signUp()
    for (let index = 0; index < count; index++) {
      const message = { id: `message-${String(index).padStart(3, '0')}`, userId: 'ada', sealed: `sealed-${index}` }
      await scene.store.note({ events: [], messages: [message] })
      scene.pass(1)
    }
    const claimed = async () => (await scene.store.claimMessages(claim)).map(({ sealed }) => sealed)
    return { ...scene, claimed }
  }

  describe('messages that wait', () => {
    test('are claimed the oldest first, each by one, until its lease is over', async () => {
      const { claimed, pass, store } = await setup(3)
      expect(await claimed()).toEqual(['sealed-0', 'sealed-1'])
      expect(await claimed()).toEqual(['sealed-2'])
      expect(await claimed()).toEqual([])
      pass(claim.lease - 1)
      expect(await claimed()).toEqual([])
      pass(1)
      const [again] = await store.claimMessages(claim)
      expect(again).toMatchObject({ sealed: 'sealed-0', userId: 'ada', tries: 2 })
    })

    test('are gone once they were sent', async () => {
      const { store, claimed, pass } = await setup(1)
      await store.claimMessages(claim)
      await store.messageSent('message-000')
      pass(claim.lease)
      expect(await claimed()).toEqual([])
    })

    test('wait after a failure, or are given up', async () => {
      const { store, claimed, pass } = await setup(2)
      const [first, second] = await store.claimMessages(claim)
      if (!first || !second) throw new Error('Nothing was claimed.')
      await store.messageFailed(first, 5000)
      await store.messageFailed(second, null)
      pass(4999)
      expect(await claimed()).toEqual([])
      pass(1)
      expect(await claimed()).toEqual(['sealed-0'])
    })

    test('are another’s when the lease was over before the failure was told', async () => {
      const { store, pass, claimed } = await setup(1)
      const [late] = await store.claimMessages(claim)
      if (!late) throw new Error('Nothing was claimed.')
      pass(claim.lease)
      await store.claimMessages(claim)
      await store.messageFailed(late, null)
      await store.messageFailed(late, 0)
      expect(await claimed()).toEqual([])
      pass(claim.lease)
      expect(await claimed()).toEqual(['sealed-0'])
    })

    test('are claimed by one of 64 at once', patience, async () => {
      const { store } = await setup(64)
      const all = await atOnce(() => store.claimMessages(claim))
      const ids = all.flat().map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const rest = await store.claimMessages({ ...claim, limit: 100 })
      expect(ids.length + rest.length).toBe(64)
      expect(ids.length).toBeGreaterThan(1)
    })
  })
}
