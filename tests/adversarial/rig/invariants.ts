import { sql } from 'kysely'
import type { DemoDatabase } from '../../../apps/demo/server/demo-keystep.ts'
import { eventInvariants } from './event-invariants.ts'

export type InvariantContext = {
  /** Of the store's clock. */
  readonly now: number
  /** Wrong tries of a device that cost no wait; Infinity: none ever does. */
  readonly freeTries: number
}

/** Clocks are set back by less, while somebody signs in. */
const minute = 60_000

/** What must hold of the tables whatever was done to the server; each line is one that does not. */
export async function brokenInvariants(
  database: DemoDatabase,
  { now, freeTries }: InvariantContext,
): Promise<readonly string[]> {
  const soon = Math.floor(now / 30_000) + 2
  const broken: Record<string, ReturnType<typeof sql<{ id: string }>>> = {
    'I1: a device counted beyond its time': sql`
      select id from keystep_devices where method = 'totp' and counter > ${soon}`,
    'I1: more sessions than used tokens': sql`
      select device.id from keystep_devices device where device.last_resort = 1
        and (select count(*) from keystep_sessions s where s.device_id = device.id and s.former_of is null)
          > (select count(*) from keystep_tokens t where t.device_id = device.id and t.used_at is not null)`,
    'I2: a session began before its first factor': sql`
      select id from keystep_sessions where former_of is null and verified_at = created_at and first_factor_at > created_at + ${minute}`,
    'I2: a session in which nobody proved anything': sql`select id from keystep_sessions where amr = '[]'`,
    'I2: a login and a session of one token': sql`
      select s.id from keystep_sessions s join keystep_pending_logins p on p.token_hash = s.token_hash`,
    'I3: more wrong tries than were free, and no wait': sql`
      select id from keystep_devices where failures > ${Math.min(freeTries, 1_000_000)} and locked_until = 0`,
    'I4: backup tokens stand alone': sql`
      select id from keystep_devices tokens where last_resort = 1 and confirmed_at is not null and not exists (
        select 1 from keystep_devices d where d.user_id = tokens.user_id and d.last_resort = 0 and d.confirmed_at is not null)`,
    'I4: not one device that is asked first': sql`
      select user_id as id from keystep_devices where confirmed_at is not null
        group by user_id having sum(is_default) <> 1`,
    'I8: trust without a device, or from before the newest': sql`
      select t.id from keystep_trusted_browsers t where t.expires_at > ${now} and t.created_at < coalesce((
        select max(d.confirmed_at) from keystep_devices d where d.user_id = t.user_id), ${now})`,
    ...eventInvariants(now),
  }
  const found = await Promise.all(
    Object.entries(broken).map(async ([what, query]) => {
      const { rows } = await query.execute(database)
      return rows.map(({ id }) => `${what} (${id})`)
    }),
  )
  return found.flat()
}
