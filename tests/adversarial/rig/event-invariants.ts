import { caps } from '../../../packages/server/src/stores/caps.ts'
import { sql } from 'kysely'

/** By as much at most do tests set the clock back, so events of a later moment may bear an earlier time. */
const setBack = 3_600_000
const day = 86_400_000

/** What the tables say that happened, and the events do not, or the other way round; each finds none. */
export const eventInvariants = (now: number): Readonly<Record<string, ReturnType<typeof sql<{ id: string }>>>> => ({
  'I2: a session that not exactly one sign-in began': sql`
    select s.id from keystep_sessions s where s.former_of is null and (
      select count(*) from keystep_events e where e.session_id = s.id and (
        (e.name = 'first_factor.passed' and e.detail like '%"amr"%')
        or (e.name = 'verification.passed' and e.detail like '%"purpose":"login"%'))) <> 1`,
  'I5: a verified session of which no event says by what': sql`
    select s.id from keystep_sessions s where s.former_of is null and s.verified_at is not null and not exists (
      select 1 from keystep_events e
      where e.session_id = s.id and e.name in ('verification.passed', 'device.confirmed'))`,
  'I7: more failures than were written down': sql`
    select d.id from keystep_devices d where d.failures > (
      select count(*) from keystep_events e
      where e.device_id = d.id and e.name in ('verification.failed', 'device.suspended') and e.at > coalesce((
        select max(p.at) from keystep_events p
        where p.device_id = d.id and p.name in ('verification.passed', 'device.confirmed')), 0) - ${setBack})`,
  'I7: other tokens were used than were written down': sql`
    select d.id from keystep_devices d where d.last_resort = 1 and not exists (
        select 1 from keystep_events r where r.user_id = d.user_id and r.name = 'tokens.renewed')
      and (select count(*) from keystep_tokens t where t.device_id = d.id and t.used_at is not null)
        <> (select count(*) from keystep_events e where e.device_id = d.id and e.name = 'verification.passed')`,
  'I7: a device that was not confirmed once': sql`
    select d.id from keystep_devices d where d.last_resort = 0 and d.confirmed_at is not null and 1 <> (
      select count(*) from keystep_events e where e.device_id = d.id and e.name = 'device.confirmed')`,
  'I7: a device that is there and was removed': sql`
    select d.id from keystep_devices d join keystep_events e on e.device_id = d.id and e.name = 'device.removed'`,
  // What was over by itself is ended without a word.
  'I7: a session that ended and nobody ended': sql`
    select s.id from keystep_sessions s join keystep_users u on u.id = s.user_id and u.epoch = s.epoch
    where s.former_of is null and s.expires_at = 0 and s.idle_until > ${now} and s.created_at > ${now - day}
      and not exists (select 1 from keystep_events e where e.session_id = s.id and e.name = 'session.ended')
      and (select count(*) from keystep_sessions o where o.user_id = s.user_id and o.former_of is null) <= ${caps.sessions}`,
  'I7: more trusts than were written down': sql`
    select u.id from keystep_users u
    where (select count(*) from keystep_trusted_browsers t where t.user_id = u.id)
      > (select count(*) from keystep_events e where e.user_id = u.id and e.name = 'browser.trusted')`,
})
