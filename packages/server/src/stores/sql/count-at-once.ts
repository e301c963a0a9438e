import { sql } from 'kysely'
import type { NewEvent } from '../event-requests.ts'
import { type Count, counting, countFields } from './counting.ts'
import { rowOf } from './events.ts'
import { prepare, slotsOf } from './prepare.ts'
import type { FoundDevice } from './records.ts'
import type { EventRow } from './tables.ts'

type Input = Count & { readonly event: EventRow }

const events = sql.table('keystep_events')

/** Counts a try of a confirmed device and writes it down, in one statement of PostgreSQL, which is a commit of its own. */
const count = prepare<Input, FoundDevice>((database, given) => {
  const counted = counting(database, slotsOf(countFields, given)).where('confirmed_at', 'is not', null)
  const text = (column: Exclude<keyof EventRow, 'at'>) => sql`cast(${given(({ event }) => event[column])} as text)`
  const statement = sql<FoundDevice>`
    with counted as (${counted}), noted as (
      insert into ${events} (id, at, name, user_id, actor_id, device_id, device_method, device_name, session_id, address,
        browser, detail)
      select ${text('id')}, cast(${given(({ now }) => now)} as bigint),
        case when counted.failures >= ${given(({ suspendAfter }) => suspendAfter)} then 'device.suspended'
          else ${text('name')} end,
        ${text('user_id')}, ${text('actor_id')}, ${text('device_id')}, ${text('device_method')}, ${text('device_name')},
        ${text('session_id')}, ${text('address')}, ${text('browser')},
        cast(cast(${text('detail')} as jsonb) || jsonb_build_object('failures', counted.failures) as text)
      from counted
    )
    select * from counted`
  return { compile: () => statement.compile(database) }
})

/** As `noteOfTry` has it: failed until it passed, and of the last one before the device is suspended, as that. */
export async function countAtOnce(
  database: Parameters<typeof count>[0],
  values: Count,
  event: NewEvent,
): Promise<FoundDevice | undefined> {
  const { rows } = await count(database, { ...values, event: rowOf(event, values.now, undefined) })
  return rows[0]
}
