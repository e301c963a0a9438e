import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import { wordOf } from './rig/counts.ts'
import type { Rig } from './rig/open-rig.ts'
import { newPerson, passwordStep, signIn } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

const patience = { timeout: 60_000 }
/** What design allows a server to make somebody wait for the truth, in milliseconds. */
const longest = 5000

/** Somebody signed in, and somebody at the second step. */
async function scene(rig: Rig) {
  const person = await newPerson(rig)
  const other = await newPerson(rig)
  const verified = await signIn(rig, other, rig.browser(0))
  const { browser: pending } = await passwordStep(rig, person, rig.browser(0))
  const answer = { deviceId: person.devices.totp, code: person.phone.code() }
  const calls = {
    guarded: () => verified.send('/app/vault'),
    session: () => verified.send('/auth/session'),
    password: () => rig.browser(0).post('/auth/login', { identifier: person.identifier, password: person.password }),
    code: () => pending.post('/auth/login/verify', answer),
  }
  const failures = async () => (await rig.store.devicesOf(person.id))[0]?.failures
  return { person, verified, pending, calls, failures }
}

/** How long an answer takes, and what it is. */
async function timed(call: () => Promise<Response>): Promise<{ readonly word: string; readonly time: number }> {
  const began = performance.now()
  const word = await wordOf(await call())
  return { word, time: performance.now() - began }
}

async function allAway(calls: Record<string, () => Promise<Response>>): Promise<void> {
  for (const [name, call] of Object.entries(calls)) {
    const { word, time } = await timed(call)
    expect([name, word]).toEqual([name, 'unavailable'])
    expect(time).toBeLessThan(longest)
  }
}

async function allWell(calls: Record<string, () => Promise<Response>>): Promise<void> {
  const words: Record<string, string> = {}
  for (const [name, call] of Object.entries(calls)) words[name] = String((await call()).status)
  expect(words).toEqual({ guarded: '200', session: '200', password: '200', code: '200' })
}

describe.skipIf(!hasPostgres)('A59: PostgreSQL', () => {
  const rigOf = rigForTests('PostgreSQL')

  test('refuses connections: 503 everywhere, nobody is charged, and then all is well', patience, async () => {
    const rig = rigOf()
    const { calls, failures } = await scene(rig)
    rig.proxy?.refuse()
    await allAway(calls)
    rig.proxy?.heal()
    expect(await failures()).toBe(0)
    await allWell(calls)
  })

  test('loses every connection in the middle of a verdict: 503, undone, the try given back', patience, async () => {
    const rig = rigOf()
    const { calls, failures } = await scene(rig)
    const [node] = rig.nodes
    const held = await node?.gather({ written: 'keystep_sessions' }, 1)
    const answered = timed(calls.code)
    await held?.full
    rig.proxy?.cut()
    await node?.arm(null)
    expect(await answered).toMatchObject({ word: 'unavailable' })
    expect(await failures()).toBe(0)
    await allWell(calls)
  })

  test('accepts and never answers: 503 within five seconds, wherever it falls silent', patience, async () => {
    const rig = rigOf()
    const [node] = rig.nodes
    const { calls } = await scene(rig)
    rig.proxy?.goSilent()
    const answers = await Promise.all(
      Object.entries(calls).map(async ([name, call]) => ({ name, ...(await timed(call)) })),
    )
    rig.proxy?.heal()
    for (const { word } of answers) expect(word).toBe('unavailable')
    expect(answers.filter(({ time }) => time > longest)).toEqual([])
    await allWell(calls)
    for (const at of [{ before: 'countTry' }, { before: 'finishLogin' }, { written: 'keystep_sessions' }] as const) {
      const later = await scene(rig)
      const held = await node?.gather(at, 1)
      const answered = timed(later.calls.code)
      await held?.full
      rig.proxy?.goSilent()
      await node?.arm(null)
      const { word, time } = await answered
      rig.proxy?.heal()
      expect(word).toBe('unavailable')
      expect(time).toBeLessThan(longest)
      await allWell(later.calls)
    }
  })

  test('stalls for a second: late, and right', patience, async () => {
    const rig = rigOf()
    const { calls } = await scene(rig)
    rig.proxy?.delay(1000)
    expect(await wordOf(await calls.guarded())).toBe('200')
    rig.proxy?.heal()
    await allWell(calls)
  })

  test('is started again: what broke is told, and the next connection works', patience, async () => {
    const rig = rigOf()
    const { calls, failures } = await scene(rig)
    await endConnections(rig)
    // Who is handed a connection before this process hears that it broke is told so.
    const everyConnection = async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, calls.guarded))
      return [...new Set(answers.map(({ status }) => status))]
    }
    await expect.poll(everyConnection).toEqual([200])
    await allWell(calls)
    expect(await failures()).toBe(0)
  })

  test(
    'takes no writes any more, as a standby does: nobody is signed in, and nothing is judged',
    patience,
    async () => {
      const rig = rigOf()
      const { calls, failures } = await scene(rig)
      await readOnly(rig, 'on')
      const { password, code, ...reading } = calls
      await allAway({ password, code })
      for (const call of Object.values(reading)) expect((await call()).status).toBe(200)
      await readOnly(rig, 'off')
      expect(await failures()).toBe(0)
      await allWell(calls)
    },
  )

  test(
    'keeps every connection of a process waiting for one row: 503 in time, and then all is well',
    patience,
    async () => {
      const rig = rigOf()
      const { verified, calls } = await scene(rig)
      const { promise: release, resolve } = Promise.withResolvers<void>()
      const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>()
      const holding = rig.database.transaction().execute(async (transaction) => {
        await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction)
        await sql`select id from keystep_users for update`.execute(transaction)
        isLocked()
        await release
      })
      await locked
      const stuck = await Promise.all(
        Array.from({ length: 24 }, () => timed(() => verified.post('/auth/backup-tokens', {}))),
      )
      resolve()
      await holding
      expect(new Set(stuck.map(({ word }) => word))).toEqual(new Set(['unavailable']))
      expect(stuck.filter(({ time }) => time > longest)).toEqual([])
      await allWell(calls)
      expect((await verified.post('/auth/backup-tokens', {})).status).toBe(200)
    },
  )
})

describe.for([
  ['PostgreSQL', ['40001', '40P01', '57P01']],
  ['SQLite', ['SQLITE_BUSY']],
] as const)('%s', ([on, codes]) => {
  describe.skipIf(on === 'PostgreSQL' && !hasPostgres)('R106: a verdict that the database refuses', () => {
    const rigOf = rigForTests(on)
    test.for(codes)(
      'with %s is 503 and no more: undone, the try given back, and then right',
      patience,
      async (code) => {
        const rig = rigOf()
        const { calls, failures, pending, verified } = await scene(rig)
        // What another transaction is the reason of is begun anew, three times.
        const isBegunAnew = code !== '57P01'
        const written = { at: { written: 'keystep_sessions' }, times: isBegunAnew ? 4 : 1 } as const
        for (const point of [{ at: { before: 'countTry' } }, written] as const) {
          await rig.nodes[0]?.arm({ ...point, what: 'fail', code })
          expect(await timed(calls.code)).toMatchObject({ word: 'unavailable' })
          expect(await failures()).toBe(0)
          expect((await pending.send('/app/vault')).status).toBe(401)
        }
        if (isBegunAnew) await rig.nodes[0]?.arm({ ...written, times: 3, what: 'fail', code })
        expect((await calls.code()).status).toBe(200)
        expect((await pending.send('/app/vault')).status).toBe(200)
        expect((await verified.send('/app/vault')).status).toBe(200)
      },
    )
  })
})

async function endConnections({ database }: Rig): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(database)
}

async function readOnly(rig: Rig, mode: 'on' | 'off'): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(rig.database)
  await rig.database.connection().execute(async (connection) => {
    await sql`set default_transaction_read_only = off`.execute(connection)
    await sql`alter database ${sql.id(rows[0]?.name ?? '')} set default_transaction_read_only = ${sql.raw(mode)}`.execute(
      connection,
    )
    await endConnections({ ...rig, database: connection })
  })
}
