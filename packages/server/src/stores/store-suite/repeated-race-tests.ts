import { expect, test } from 'vitest'
import { atOnce, many, patience, rounds } from './at-once.ts'
import { backupTokens, lifetimes, openScene, schedule, step, token, type MakeStore } from './open-scene.ts'

export function repeatedRaceTests(makeStore: MakeStore): void {
  test(`five of ${many} wrong tries are counted, ${rounds} times over`, patience, async () => {
    const { store, enrolled, login, deviceOf, now } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    for (let round = 0; round < rounds; round++) {
      const tries = await atOnce(() => store.countTry({ userId: 'ada', deviceId, schedule }))
      const lockedUntil = now() + schedule.firstWait
      const counted = tries.flatMap((tried) => (tried?.counted ? [tried.device.failures] : []))
      expect(counted.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5])
      const refused = tries.filter((tried) => !tried?.counted)
      expect(refused).toEqual(refused.map(() => ({ counted: false, lockedUntil, now: now() })))
      expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 5, lockedUntil })
      await login(user, deviceId, step(10 + round))
    }
  })

  test(`one of ${many} confirmations wins, ${rounds} times over`, patience, async () => {
    const { store, signUp, openSession, begin, confirmation, name } = await openScene(makeStore)
    for (let round = 0; round < rounds; round++) {
      const session = await openSession(await signUp(`user-${round}`))
      const { device } = await begin(session)
      const confirmed = await atOnce((index) =>
        store.confirmEnrolment(
          confirmation(session, device.id, { use: step(index), tokens: backupTokens(name('set')) }),
        ),
      )
      expect(confirmed.filter(({ ok }) => ok)).toMatchObject([{ first: true }])
      expect((await store.devicesOf(session.user.id)).map(({ method }) => method)).toEqual(['totp', 'backup'])
    }
  })

  test(`one of ${many} uses of a reset wins, ${rounds} times over`, patience, async () => {
    const { store, now } = await openScene(makeStore)
    await store.createPassword({ id: 'ada', identifier: 'ada' }, 'old')
    for (let round = 0; round < rounds; round++) {
      const tokenHash = `reset-${round}`
      await store.openPasswordReset({ tokenHash, userId: 'ada', lifetime: 1000, spacing: 0 })
      const uses = await atOnce((index) => store.usePasswordReset({ tokenHash, hash: `${index}` }))
      expect(uses.filter((user) => user !== null)).toMatchObject([{ epoch: now() + round + 1 }])
      expect(await store.findPasswordOf('ada')).toBe(String(uses.findIndex((user) => user !== null)))
    }
  })

  test('of two steps that finish one login the late one is not used up, and gets its try back', patience, async () => {
    const { store, enrolled, openPending, deviceOf } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    for (let round = 1; round <= rounds; round++) {
      const pending = await openPending(user)
      const finished = await atOnce(async (hand) => {
        const tried = await store.countTry({ userId: 'ada', deviceId, schedule })
        if (!tried?.counted) throw new Error('not counted')
        const session = { tokenHash: `${pending.tokenHash}-${hand}`, lifetimes, amr: [] }
        const answer = await store.finishLogin({ pending, deviceId, use: step(2 * round + hand), trust: null, session })
        if (!answer.ok) await store.refundTry(tried)
        return answer.ok ? 'ok' : answer.reason
      }, 2)
      expect(finished.toSorted()).toEqual(['expired', 'ok'])
      const counter = 2 * round + finished.indexOf('ok')
      expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 0, lockedUntil: 0, counter })
    }
  })

  test('a login beside the end of everything is ended or too late', patience, async () => {
    const { store, enrolled, openPending, signUp, name } = await openScene(makeStore)
    const { deviceId } = await enrolled()
    for (let round = 0; round < rounds; round++) {
      const pending = await openPending(await signUp())
      const session = { tokenHash: name('session'), lifetimes, amr: [] }
      const finish = { pending, deviceId, use: step(10 + round), trust: null, session }
      await Promise.all([store.finishLogin(finish), store.endAll('ada')])
      expect(await store.findSession(session.tokenHash)).toBeNull()
    }
  })

  test('ten tokens at once are ten logins', async () => {
    const { enrolled, login, deviceOf } = await openScene(makeStore)
    const hashes = Array.from({ length: 10 }, (_, index) => `token-${index}`)
    const { user } = await enrolled('ada', backupTokens('set', hashes))
    const finished = await Promise.all(hashes.map((hash) => login(user, 'holder-set', token('set', hash))))
    expect(finished.filter(({ ok }) => ok)).toHaveLength(10)
    expect(await deviceOf('ada', 'holder-set')).toMatchObject({ tokensLeft: 0 })
  })

  test(`${many} renewals leave one device with a live set and a waiting one`, async () => {
    const { store, enrolled, name } = await openScene(makeStore)
    await enrolled()
    await atOnce(() => store.renewTokens({ ...backupTokens(name('set')), userId: 'ada', lifetime: 600_000 }))
    const [, holder, ...others] = await store.devicesOf('ada')
    expect(others).toEqual([])
    expect(holder).toMatchObject({ tokensLeft: 3, waitingSet: expect.any(String) })
  })
}
