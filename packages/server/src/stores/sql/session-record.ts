import type { Expression } from 'kysely'
import type { SessionRecord, User } from '../records.ts'
import { prepare, slotsOf } from './prepare.ts'
import type { Database, SessionRow } from './tables.ts'

/** With its user, the device that verified it, if that still exists, and whether the user has any. */
export function selectSessions(database: Database) {
  return database
    .selectFrom('keystep_sessions as session')
    .innerJoin('keystep_users as user', 'user.id', 'session.user_id')
    .leftJoin('keystep_devices as device', (join) =>
      join
        .onRef('device.id', '=', 'session.device_id')
        .onRef('device.user_id', '=', 'session.user_id')
        .on('device.confirmed_at', 'is not', null),
    )
    .select((eb) => [
      'session.id',
      'session.former_of',
      'session.created_at',
      'session.last_seen_at',
      'session.expires_at',
      'session.first_factor_at',
      'session.verified_at',
      'session.trusted',
      'session.browser',
      'session.amr',
      'user.id as user_id',
      'user.identifier',
      'user.name',
      'user.image',
      'user.email',
      'user.email_verified',
      'user.language',
      'user.staff',
      'user.disabled',
      'user.epoch',
      'device.id as device_id',
      'device.method as device_method',
      'device.name as device_name',
      eb
        .exists(
          eb
            .selectFrom('keystep_devices as any_device')
            .whereRef('any_device.user_id', '=', 'session.user_id')
            .where('any_device.confirmed_at', 'is not', null)
            .select('any_device.id'),
        )
        .as('has_device'),
    ])
}

/** Those that go on, and former tokens within their grace. */
export function selectAlive(database: Database, now: number) {
  return selectSessions(database)
    .where('session.expires_at', '>', now)
    .where('session.idle_until', '>', now)
    .whereRef('session.epoch', '=', 'user.epoch')
    .where('user.disabled', '=', 0)
}

export type FoundSession = Awaited<ReturnType<ReturnType<typeof selectSessions>['executeTakeFirstOrThrow']>>

export function sessionOf(row: FoundSession, now: number): SessionRecord {
  const { device_id: id, device_method: method, device_name: name } = row
  const device = id === null || method === null || name === null ? null : { id, method, name }
  return {
    id: row.former_of ?? row.id,
    user: {
      id: row.user_id,
      identifier: row.identifier,
      name: row.name,
      image: row.image,
      email: row.email,
      emailVerified: row.email_verified === 1,
      language: row.language,
      staff: row.staff === 1,
      disabled: row.disabled === 1,
      epoch: row.epoch,
    },
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    firstFactorAt: row.first_factor_at,
    verifiedAt: device === null ? null : row.verified_at,
    device,
    trusted: row.trusted === 1,
    browser: row.browser,
    amr: JSON.parse(row.amr) as string[],
    hasDevice: Boolean(row.has_device),
    former: row.former_of !== null,
    now,
  }
}

export async function sessionRecord(database: Database, id: string, now: number): Promise<SessionRecord> {
  const [row] = (await selectById(database, id)).rows
  if (row === undefined) throw new Error('A session is gone that was just written.')
  return sessionOf(row, now)
}

const selectById = prepare<string, FoundSession>((database, given) =>
  selectSessions(database).where(
    'session.id',
    '=',
    given((id) => id),
  ),
)

export const insertSession = prepare<SessionRow, unknown>((database, given) =>
  database.insertInto('keystep_sessions').values(slotsOf(sessionColumns, given)),
)

const sessionColumns = [
  'id',
  'token_hash',
  'user_id',
  'former_of',
  'epoch',
  'created_at',
  'last_seen_at',
  'expires_at',
  'idle_until',
  'first_factor_at',
  'verified_at',
  'device_id',
  'trusted',
  'amr',
  'browser',
] as const

/** The row of a session that goes on. Only behind `lockUser`. */
export async function aliveSession(
  transaction: Database,
  user: User,
  id: string,
  now: number,
): Promise<SessionRow | null> {
  if (user.disabled) return null
  const session = await transaction
    .selectFrom('keystep_sessions')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', user.id)
    .where('former_of', 'is', null)
    .where('epoch', '=', user.epoch)
    .where('expires_at', '>', now)
    .where('idle_until', '>', now)
    .executeTakeFirst()
  return session ?? null
}

/** With its former tokens. The rows stay, so that no token is ever filed again. Only behind `lockUser`. */
export async function endSessionRows(transaction: Database, session: string | Expression<string>): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('keystep_sessions')
    .set({ expires_at: 0 })
    .where((eb) => eb.or([eb('id', '=', session), eb('former_of', '=', session)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
