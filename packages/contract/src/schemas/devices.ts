import * as z from 'zod/mini'
import { code, id } from './login.ts'
import { device, signedIn, time } from './session.ts'

const enrolment = z.object({
  id: z.string(),
  method: z.string(),
  name: z.string(),
  destination: z.nullable(z.string()),
  /** Digits of a code; null where the answer is no code of digits. */
  codeLength: z.nullable(z.int()),
  expiresAt: time,
})

export const devices = {
  list: {
    response: z.object({
      now: time,
      devices: z.array(device),
      /** The methods a user can add, in the order they are offered. */
      methods: z.array(z.string()),
      /** What this session began to enrol and did not confirm yet. */
      pending: z.nullable(enrolment),
    }),
  },
  begin: {
    body: z.strictObject({
      method: z.string().check(z.minLength(1), z.maxLength(32)),
      name: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
      /** The client's own; a repeat of the same key returns the same enrolment, without its secret. */
      requestKey: id,
    }),
    response: z.object({
      device: enrolment,
      /** The only answer that ever holds a secret: what an authenticator app scans … */
      otpauthUri: z.optional(z.string()),
      /** … and the same key in base32, for typing. */
      secret: z.optional(z.string()),
    }),
  },
  confirm: {
    params: { id },
    body: z.strictObject({ code }),
    /** With the first device, the backup tokens, shown this once. */
    response: z.extend(signedIn, { backupTokens: z.optional(z.array(z.string())) }),
  },
  remove: { params: { id }, response: z.object({ removed: z.literal(true) }) },
}
