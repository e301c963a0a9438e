import type { ExpressionBuilder } from 'kysely'
import { orderDevices } from '../order-devices.ts'
import type { DeviceRecord, User } from '../records.ts'
import { prepare } from './prepare.ts'
import type { Database, DeviceRow, Tables, UserRow } from './tables.ts'

/** Column by column: a later version of Keystep, at work beside this one, may have added others. */
export function userOf({ id, identifier, name, image, email, language, epoch, ...flags }: UserRow): User {
  const { email_verified, staff, disabled } = flags
  const profile = { id, identifier, name, image, email, emailVerified: email_verified === 1, language }
  return { ...profile, staff: staff === 1, disabled: disabled === 1, epoch }
}

export function deviceOf(row: DeviceRow & { readonly tokens_left: number | null }, now: number): DeviceRecord {
  const waiting = row.waiting_until !== null && row.waiting_until > now
  return {
    id: row.id,
    userId: row.user_id,
    method: row.method,
    name: row.name,
    destination: row.destination,
    isDefault: row.is_default === 1,
    lastResort: row.last_resort === 1,
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at,
    lastUsedAt: row.last_used_at,
    secret: row.secret,
    state: row.state,
    counter: row.counter,
    failures: row.failures,
    lockedUntil: row.locked_until,
    tokenSet: row.token_set,
    tokensLeft: Number(row.tokens_left),
    waitingSet: waiting ? row.waiting_set : null,
    waitingUntil: waiting ? row.waiting_until : null,
    requestKey: row.request_key,
    expiresAt: row.expires_at,
  }
}

/** Unused tokens of the live set. */
export function tokensLeft(eb: ExpressionBuilder<Tables, 'keystep_devices'>) {
  return eb
    .selectFrom('keystep_tokens')
    .whereRef('keystep_tokens.token_set', '=', 'keystep_devices.token_set')
    .where('keystep_tokens.used_at', 'is', null)
    .select(eb.fn.countAll<number>().as('count'))
    .as('tokens_left')
}

export function selectDevices(database: Database) {
  return database.selectFrom('keystep_devices').selectAll('keystep_devices').select(tokensLeft)
}

export type FoundDevice = DeviceRow & { readonly tokens_left: number | null }

const selectConfirmed = prepare<string, FoundDevice>((database, given) =>
  selectDevices(database)
    .where(
      'user_id',
      '=',
      given((userId) => userId),
    )
    .where('confirmed_at', 'is not', null),
)

export async function confirmedDevices(database: Database, userId: string, now: number) {
  return devicesOf((await selectConfirmed(database, userId)).rows, now)
}

export function devicesOf(rows: readonly FoundDevice[], now: number): readonly DeviceRecord[] {
  return orderDevices(rows.map((row) => deviceOf(row, now)))
}
