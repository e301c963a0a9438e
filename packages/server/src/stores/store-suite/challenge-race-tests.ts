import { expect, test } from 'vitest'
import { atOnce, many, patience, rounds } from './at-once.ts'
import { lifetimes, minute, openScene, schedule, sent, type MakeStore } from './open-scene.ts'

export function challengeRaceTests(makeStore: MakeStore): void {
  test(`of ${many} codes at once one is sent, ${rounds} times over`, patience, async () => {
    const { store, enrolled, send, login, pass, now } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    for (let round = 0; round < rounds; round++) {
      const opened = await atOnce((index) => send(deviceId, 'login', `${round}-${index}`))
      const times = { sentAt: now(), resendAt: now() + minute, expiresAt: now() + 10 * minute }
      const challenge = { deviceId, ...times, count: (round % 2) + 1 }
      const winner = opened.findIndex((answer) => answer?.opened)
      expect(opened[winner]).toEqual({ opened: true, challenge, now: now() })
      const others = opened.toSpliced(winner, 1)
      expect(others).toEqual(others.map(() => ({ opened: false, reason: 'sent', challenge, now: now() })))
      expect(await store.findChallenge('login')).toEqual(challenge)
      // By turns: after the spacing, or at once where the one before was used.
      if (round % 2 === 0) pass(minute)
      else await login(user, deviceId, sent('login', `${round}-${winner}`))
    }
  })

  test(`of ${many} logins and step-ups with one code one wins, ${rounds} times over`, patience, async () => {
    const { store, enrolled, openPending, openSession, rotation, send, name } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    const sessions = await atOnce(() => openSession(user), many / 2)
    for (let round = 0; round < rounds; round++) {
      await send(deviceId, 'any', 'code')
      const pendings = await atOnce(() => openPending(user), many / 2)
      const use = sent('any', 'code')
      const finished = await atOnce(async (index) => {
        const [pending, session] = [pendings[index >> 1], sessions[index >> 1]]
        if (pending === undefined || session === undefined) throw new Error('too few')
        if (index % 2 === 1) {
          return await store.finishStepUp({ ...rotation(session), userId: 'ada', deviceId, use, trust: null })
        }
        const opening = { tokenHash: name('session'), lifetimes, amr: [] }
        return await store.finishLogin({ pending, deviceId, use, trust: null, session: opening })
      })
      expect(finished.filter(({ ok }) => ok)).toHaveLength(1)
      expect(finished.filter((answer) => !answer.ok && answer.reason === 'used')).toHaveLength(many - 1)
      expect(await store.findChallenge('any')).toBeNull()
      await Promise.all(pendings.map(({ tokenHash }) => store.endPending(tokenHash)))
    }
  })

  test('a code beside the one that takes its place: the old one wins or is dead', patience, async () => {
    const { store, enrolled, login, send, pass } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    for (let round = 0; round < rounds; round++) {
      await send(deviceId, 'login', 'old')
      pass(minute)
      const [finished, opened] = await Promise.all([
        login(user, deviceId, sent('login', 'old')),
        send(deviceId, 'login', 'new'),
      ])
      expect(opened).toMatchObject({ opened: true })
      expect(['used', undefined]).toContain(finished.ok ? undefined : finished.reason)
      expect(await store.findChallenge('login')).toEqual(opened?.challenge)
      expect(await login(user, deviceId, sent('login', 'old'))).toMatchObject({ ok: false })
      expect(await login(user, deviceId, sent('login', 'new'))).toMatchObject({ ok: true })
    }
  })

  test('a code beside the tries that lock its device is sent before or not at all', patience, async () => {
    const { store, enrolled, send, pass, login } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    for (let round = 0; round < rounds; round++) {
      const boundTo = `login-${round}`
      const [opened] = await Promise.all([
        send(deviceId, boundTo, 'code'),
        atOnce(() => store.countTry({ userId: 'ada', deviceId, schedule }), 5),
      ])
      expect(opened).not.toBeNull()
      expect(await store.findChallenge(boundTo)).toEqual(opened?.challenge)
      expect(await send(deviceId, `late-${round}`, 'code')).toMatchObject({ opened: false, challenge: null })
      pass(schedule.firstWait)
      if (!opened?.opened) await send(deviceId, boundTo, 'code')
      expect(await login(user, deviceId, sent(boundTo, 'code'))).toMatchObject({ ok: true })
    }
  })
}
