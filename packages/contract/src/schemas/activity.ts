import * as z from 'zod/mini'
import { time } from './session.ts'

/** One thing that happened to an account. */
export const happened = z.object({
  id: z.string(),
  at: time,
  /** `device.confirmed`, `verification.failed` …: an open list, of which a screen shows what it has words for. */
  name: z.string(),
  device: z.nullable(z.object({ id: z.string(), method: z.string(), name: z.string() })),
  /** Who did it: the user, a member of staff, or the app itself. */
  by: z.enum(['user', 'staff', 'app']),
  /** In the session that asks. */
  current: z.boolean(),
  address: z.nullable(z.string()),
  browser: z.nullable(z.string()),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

export const activity = {
  /** The newest first, a hundred at most. */
  list: { response: z.object({ now: time, activity: z.array(happened) }) },
}
