import { expect, test } from 'vitest'
import { counter, grace, lifetimes, type MakeStore, schedule, setScene, token } from './scene.ts'

const wide = 64
const rounds = 50
const patience = { timeout: 60_000 }

/** Starts everything before any of it has gone on. */
async function race<T>(work: (index: number) => Promise<T>, width = wide): Promise<readonly T[]> {
  return await Promise.all(Array.from({ length: width }, async (_, index) => await work(index)))
}

function reasons(answers: readonly ({ ok: true } | { ok: false; reason: string })[]) {
  return Object.groupBy(
    answers.map((answer) => (answer.ok ? 'ok' : answer.reason)),
    (reason) => reason,
  )
}

const counts = (answers: Parameters<typeof reasons>[0]) =>
  Object.fromEntries(Object.entries(reasons(answers)).map(([reason, all]) => [reason, all?.length]))

export function raceTests(makeStore: MakeStore): void {
  test('of 64 pending logins with the same counter exactly one finishes', patience, async () => {
    const { store, user, device, openPending, finish, node } = await setUp()
    const pendings = await race(async () => await openPending(user))
    for (let round = 0; round < rounds; round++) {
      const answers = await race(async (index) => {
        const pending = pendings[index]
        if (pending === undefined) throw new Error('There are fewer pending logins.')
        return await finish(pending, device.id, counter(round + 2), node(index))
      })
      expect(counts(answers)).toEqual({ ok: 1, used: wide - 1 })
      const winner = answers.findIndex(({ ok }) => ok)
      const next = await openPending(user)
      expect(await store.findPending(pendings[winner]?.tokenHash ?? '')).toBeNull()
      pendings.splice(winner, 1, next)
    }
    expect(await store.findPending(pendings[0]?.tokenHash ?? '')).not.toBeNull()
  })

  test('of 64 pending logins with the same token exactly one finishes', patience, async () => {
    const { user, openPending, finish, node, ...scene } = await setUp()
    const { deviceId, method, name } = scene.newTokens()
    const hashes = Array.from({ length: rounds }, (_, index) => `hash-${index}`)
    const tokens = { deviceId, method, name, tokenSet: 'many', hashes }
    await scene.store.renewTokens({ ...tokens, userId: user.id, lifetime: 600_000 })
    for (const [index, hash] of hashes.entries()) {
      const pendings = await race(async () => await openPending(user))
      const answers = await Promise.all(
        pendings.map(async (pending, lane) => await finish(pending, deviceId, token('many', hash), node(lane))),
      )
      expect(counts(answers)).toEqual({ ok: 1, used: wide - 1 })
      expect(await scene.device(user, deviceId)).toMatchObject({ tokensLeft: rounds - index - 1 })
      await scene.store.endAll(user.id)
      user.epoch++
    }
  })

  test('ten tokens at once are ten sign-ins', async () => {
    const { user, openPending, finish, node, ...scene } = await setUp()
    const hashes = Array.from({ length: 10 }, (_, index) => `hash-${index}`)
    const tokens = { ...scene.newTokens(), tokenSet: 'ten', hashes }
    await scene.store.renewTokens({ ...tokens, userId: user.id, lifetime: 600_000 })
    const answers = await race(async (index) => {
      return await finish(await openPending(user), tokens.deviceId, token('ten', hashes[index] ?? ''), node(index))
    }, 10)
    expect(counts(answers)).toEqual({ ok: 10 })
    expect(await scene.device(user, tokens.deviceId)).toMatchObject({ tokensLeft: 0 })
  })

  test('of 64 step-ups and sign-ins with the same counter exactly one is verified', patience, async () => {
    const { user, device, openPending, openSession, finish, node, name } = await setUp()
    const pendings = await race(async () => await openPending(user), wide / 2)
    const sessions = await race(async () => await openSession(user), wide / 2)
    for (let round = 0; round < rounds; round++) {
      const use = counter(round + 2)
      const answers = await race(async (index) => {
        const pending = pendings[index]
        const session = sessions[index - pendings.length]?.session
        if (pending !== undefined) return await finish(pending, device.id, use, node(index))
        const rotation = { sessionId: session?.id ?? '', tokenHash: name('session'), grace }
        return await node(index).finishStepUp({ ...rotation, userId: user.id, deviceId: device.id, use })
      }, pendings.length + sessions.length)
      expect(counts(answers)).toEqual({ ok: 1, used: answers.length - 1 })
      const winner = answers.findIndex(({ ok }) => ok)
      if (winner < pendings.length) pendings.splice(winner, 1, await openPending(user))
    }
  })

  test('of 64 wrong tries at once five are counted', patience, async () => {
    const { user, device, node, wait, finish, openPending, ...scene } = await setUp()
    for (let round = 0; round < rounds; round++) {
      const attempt = { userId: user.id, deviceId: device.id, schedule }
      const tries = await race(async (index) => await node(index).countTry(attempt))
      const counted = tries.flatMap((tried) => (tried?.counted ? [tried.device.failures] : []))
      const lockedUntil = scene.now() + schedule.firstWait
      expect(counted.toSorted()).toEqual([1, 2, 3, 4, 5])
      const refused = tries.filter((tried) => tried?.counted === false)
      expect(refused).toHaveLength(wide - 5)
      expect(new Set(refused.map((tried) => JSON.stringify(tried)))).toEqual(
        new Set([JSON.stringify({ counted: false, lockedUntil, now: scene.now() })]),
      )
      expect(await scene.device(user, device.id)).toMatchObject({ failures: 5, lockedUntil })
      await finish(await openPending(user), device.id, counter(round + 2))
    }
  })

  test('of two that finish one pending login, one is too late and gets its try back', async () => {
    const { user, device, node, finish, openPending, ...scene } = await setUp()
    for (let round = 0; round < rounds; round++) {
      const pending = await openPending(user)
      const attempt = { userId: user.id, deviceId: device.id, schedule }
      const steps = [2 * round + 2, 2 * round + 3] as const
      const answers = await race(async (index) => {
        const tried = await node(index).countTry(attempt)
        if (!tried?.counted) throw new Error('The try was not counted.')
        const finished = await finish(pending, device.id, counter(steps[index] ?? 0), node(index))
        if (!finished.ok) await node(index).refundTry(tried)
        return finished
      }, 2)
      expect(counts(answers)).toEqual({ ok: 1, expired: 1 })
      const used = answers[0]?.ok ? steps[0] : steps[1]
      expect(await scene.device(user, device.id)).toMatchObject({ failures: 0, lockedUntil: 0, counter: used })
    }
  })

  test('of 64 confirmations of an enrolment one succeeds, with one set of tokens', patience, async () => {
    const { store, node, ...scene } = await setScene(makeStore)
    for (let round = 0; round < rounds; round++) {
      const signedIn = await scene.openSession(await scene.addUser(`user-${round}`))
      const begun = await scene.begin(signedIn)
      const answers = await race(async (index) => {
        const changes = { use: counter(index), tokens: scene.newTokens() }
        return await node(index).confirmEnrolment(scene.confirmation(signedIn, begun, changes))
      })
      expect(counts(answers)).toEqual({ ok: 1, expired: wide - 1 })
      const devices = await store.devicesOf(signedIn.user.id)
      expect(devices.map(({ method, isDefault, tokensLeft }) => [method, isDefault, tokensLeft])).toEqual([
        ['totp', true, 0],
        ['backup', false, 2],
      ])
    }
  })

  test('of 64 sessions that confirm a first device one does', patience, async () => {
    const { store, node, ...scene } = await setScene(makeStore)
    const user = await scene.addUser()
    const begun = await race(async () => {
      const signedIn = await scene.openSession(user)
      return { signedIn, device: await scene.begin(signedIn) }
    })
    const answers = await Promise.all(
      begun.map(async ({ signedIn, device }, index) => {
        return await node(index).confirmEnrolment(scene.confirmation(signedIn, device))
      }),
    )
    expect(counts(answers)).toEqual({ ok: 1, expired: wide - 1 })
    expect(await store.devicesOf('ann')).toHaveLength(1)
  })

  test('of 64 uses of a password reset one succeeds', patience, async () => {
    const { store, node } = await setScene(makeStore)
    await store.createPassword({ id: 'ann', identifier: 'ann' }, 'first')
    for (let round = 0; round < rounds; round++) {
      const tokenHash = `reset-${round}`
      await store.openPasswordReset({ tokenHash, userId: 'ann', lifetime: 1000, spacing: 0 })
      const used = await race(async (index) => {
        return (await node(index).usePasswordReset({ tokenHash, hash: `hash-${index}` })) === null ? null : index
      })
      const winners = used.filter((index) => index !== null)
      expect(winners).toHaveLength(1)
      expect(await store.findPasswordOf('ann')).toBe(`hash-${winners[0]}`)
    }
    expect(await store.findUser('ann')).toMatchObject({ epoch: (await store.now()) + rounds })
  })

  test('of 64 openings of a password reset one is kept', async () => {
    const { store, node, name } = await setScene(makeStore)
    await store.createPassword({ id: 'ann', identifier: 'ann' }, 'first')
    const opened = await race(async (index) => {
      const reset = { tokenHash: name('reset'), userId: 'ann', lifetime: 1000, spacing: 60_000 }
      return await node(index).openPasswordReset(reset)
    })
    expect(opened.filter(Boolean)).toHaveLength(1)
  })

  test('of 64 users who want one identifier one gets it', async () => {
    const { store, node } = await setScene(makeStore)
    const users = await race(async (index) => await node(index).createPassword({ id: `${index}`, identifier: 'ann' }, 'hash'))
    const [winner, ...others] = users.filter((user) => user !== null)
    expect(others).toEqual([])
    expect(await store.findPassword('ann')).toEqual({ user: winner, hash: 'hash' })
  })

  test('of 64 sessions under one token one opens', async () => {
    const { addUser, node } = await setScene(makeStore)
    const { epoch } = await addUser()
    const opening = { tokenHash: 'session', userId: 'ann', epoch, amr: [], lifetimes }
    const opened = await race(async (index) => await node(index).openSession(opening))
    expect(opened.filter((session) => session !== null)).toHaveLength(1)
  })

  test('64 beginnings with one request are one enrolment', async () => {
    const { store, addUser, openSession, newEnrolment, node } = await setScene(makeStore)
    const signedIn = await openSession(await addUser())
    const begun = await race(async (index) => await node(index).beginEnrolment(newEnrolment(signedIn, 'request')))
    expect(begun.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(begun.map(({ device }) => device.id)).size).toBe(1)
    expect(await store.findEnrolment(signedIn.session.id)).toEqual(begun[0]?.device)
  })

  test('64 renewals leave one device with one live and one waiting set', async () => {
    const { store, user, node, newTokens } = await setUp()
    const renewed = await race(async (index) => {
      return await node(index).renewTokens({ ...newTokens(), userId: user.id, lifetime: 600_000 })
    })
    const [, backup, ...others] = await store.devicesOf(user.id)
    expect(others).toEqual([])
    expect(new Set(renewed.map((device) => device?.id))).toEqual(new Set([backup?.id]))
    expect(backup?.waitingSet).not.toBeNull()
    expect(backup).toMatchObject({ tokensLeft: 2 })
  })

  test('a sign-in beside endAll is ended or too late', patience, async () => {
    const { store, user, device, openPending, node, name, addUser } = await setUp()
    for (let round = 0; round < rounds; round++) {
      const pending = await openPending(await addUser(user.id))
      const session = { tokenHash: name('session'), lifetimes, amr: ['pwd'] }
      const [finished] = await Promise.all([
        node(0).finishLogin({ pending, deviceId: device.id, use: counter(round + 2), session }),
        node(1).endAll(user.id),
      ])
      expect(finished.ok || finished.reason === 'expired').toBe(true)
      expect(await store.findSession(session.tokenHash)).toBeNull()
    }
  })

  async function setUp() {
    const scene = await setScene(makeStore)
    const { user, device } = await scene.addUserWithDevice()
    return { ...scene, user: { ...user }, enrolledBy: user, ...{ device: scene.device }, ...{ deviceRecord: device } }
  }
}
