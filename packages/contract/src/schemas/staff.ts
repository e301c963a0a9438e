import * as z from 'zod/mini'
import { happened } from './activity.ts'
import { id } from './login.ts'
import { device, time } from './session.ts'

/** What the support desk sees of a user. */
const user = z.object({
  id: z.string(),
  identifier: z.string(),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  disabled: z.boolean(),
  staff: z.boolean(),
})

export const staff = {
  /** By the whole id, identifier or e-mail address: nobody leafs through the users. In the body, since logs keep paths. */
  find: {
    body: z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(320)) }),
    response: z.object({ users: z.array(user) }),
  },
  read: {
    params: { id },
    response: z.object({
      now: time,
      user,
      devices: z.array(device),
      /** Of what is signed in and trusted. */
      sessions: z.int(),
      trustedBrowsers: z.int(),
      activity: z.array(happened),
    }),
  },
  /** Removes every device, and ends what is signed in and trusted. */
  reset: {
    params: { id },
    body: z.strictObject({ confirm: z.literal(true) }),
    response: z.object({ reset: z.literal(true) }),
  },
}
