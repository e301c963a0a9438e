import { type openDatabase } from '@keystep/server/node'
import { sql } from 'kysely'
import { benchKey, sealKey } from './sealed-key.ts'

export type BenchDatabase = ReturnType<typeof openDatabase>

/** Who signs in while it is measured; every one has the same key, sealed to their own device. */
export type BenchUser = { readonly id: string; readonly deviceId: string }

export const totpKey = new TextEncoder().encode('a key of 20 bytes...')
const state = JSON.stringify({ algorithm: 'SHA1', digits: 6, step: 30, t0: 0, drift: 0 })
const aBatch = 20_000
const anHour = 3_600_000

/** Scatters numbers, each to one of its own, so that neighbours in time are none in an index. The same in SQL below. */
const nameOf = (n: number) => String((n * 48_271) % 2_147_483_647)

/**
 * So many users, each with an authenticator app and a session that it verified, a year old and good for another. The
 * `active` ones, spread among them, have keys that open, and a set of backup tokens.
 */
export async function fillUsers(
  database: BenchDatabase,
  { users, active, now }: { readonly users: number; readonly active: number; readonly now: number },
): Promise<readonly BenchUser[]> {
  for (let from = 1; from <= users; from += aBatch) {
    const to = Math.min(users, from + aBatch - 1)
    // oxlint-disable-next-line no-await-in-loop -- one after the other: each has its limit of time
    await fillBatch(database, { from, to, now })
  }
  const chosen = Array.from({ length: Math.min(active, users) }, (_, at) => {
    const name = nameOf(1 + Math.floor((at * users) / Math.min(active, users)))
    return { id: `user-${name}`, deviceId: `app-${name}` }
  })
  for (const user of chosen) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await prepareUser(database, user, now)
  }
  await sql`analyze`.execute(database)
  return chosen
}

async function fillBatch(database: BenchDatabase, { from, to, now }: Record<'from' | 'to' | 'now', number>) {
  const numbers = sql`with recursive numbers(n) as
      (select cast(${from} as bigint) union all select n + 1 from numbers where n < cast(${to} as bigint)),
    names(name) as (select cast(n * 48271 % 2147483647 as text) from numbers)`
  const times = sql`cast(${now - anHour} as bigint)`
  await sql`insert into keystep_users (id, identifier, email_verified, staff, disabled, epoch)
    ${numbers} select 'user-' || name, name || '@example.com', 0, 0, 0, 1 from names`.execute(database)
  await sql`insert into keystep_devices (id, user_id, method, name, is_default, last_resort, created_at, confirmed_at,
      secret, state, counter, failures, locked_until, locked_before)
    ${numbers} select 'app-' || name, 'user-' || name, 'totp', 'Phone', 1, 0, ${times}, ${times},
      'nothing that opens', cast(${state} as text), 0, 0, 0, 0 from names`.execute(database)
  await sql`insert into keystep_sessions (id, token_hash, user_id, epoch, created_at, last_seen_at, expires_at, idle_until,
      first_factor_at, verified_at, device_id, trusted, amr)
    ${numbers} select 'session-' || name, name || '-as-long-as-the-hash-of-a-token', 'user-' || name, 1, ${times}, ${times},
      ${times} + 10000000000, ${times} + 10000000000, ${times}, ${times}, 'app-' || name, 0, '["pwd","totp"]'
    from names`.execute(database)
}

async function prepareUser(database: BenchDatabase, { id, deviceId }: BenchUser, now: number) {
  const secret = sealKey(totpKey, { userId: id, deviceId })
  await database.updateTable('keystep_devices').set({ secret }).where('id', '=', deviceId).execute()
  const set = { id: `set-of-${id}`, user_id: id, method: 'backup', name: '', token_set: `tokens-of-${id}` }
  const blank = { is_default: 0, last_resort: 1, counter: 0, failures: 0, locked_until: 0, locked_before: 0 }
  await database
    .insertInto('keystep_devices')
    .values({ ...set, ...blank, created_at: now, confirmed_at: now, state: '' })
    .execute()
  const tokens = Array.from({ length: 10 }, (_, n) => ({ token_set: set.token_set, hash: `${n}`, device_id: set.id }))
  await database.insertInto('keystep_tokens').values(tokens).execute()
}

export const benchKeys = [benchKey]
