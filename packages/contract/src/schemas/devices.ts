import * as z from 'zod/mini'
import { challenge, code, extra, id } from './login.ts'
import { device, pendingChallenge, sent, signedIn, time } from './session.ts'

/** One line: an app may log it, and a mail quotes it. */
const name = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u))

const enrolment = z.object({
  id: z.string(),
  method: z.string(),
  name: z.string(),
  destination: z.nullable(z.string()),
  /** Digits of a code; null where the answer is no code of digits. */
  codeLength: z.nullable(z.int()),
  /** Something is sent before the user can answer. */
  interactive: z.boolean(),
  /** What was sent; null before, and for a device that nothing is sent to. */
  sent: z.nullable(sent),
  expiresAt: time,
})

export const devices = {
  list: {
    response: z.object({
      now: time,
      devices: z.array(device),
      /** The methods a user can add, in the order they are offered. */
      methods: z.array(z.string()),
      /** By method, for those that text or call: the countries they reach, as ISO 3166-1 alpha-2. */
      countries: z.record(z.string(), z.array(z.string())),
      /** What this session began to enrol and did not confirm yet. */
      pending: z.nullable(enrolment),
      /** What was sent for a step-up of this session. */
      challenge: z.nullable(pendingChallenge),
    }),
  },
  begin: {
    body: z.strictObject({
      method: z.string().check(z.minLength(1), z.maxLength(32)),
      name: z.optional(name),
      /** Where to send to, for a method that sends mail. @default the user's own address */
      address: z.optional(z.string().check(z.minLength(1), z.maxLength(320))),
      /** Where to text or call, for a method that does: with its country code, however it is spaced. */
      number: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
      extra,
      /** The client's own; a repeat of the same key returns the same enrolment, without its secret. */
      requestKey: id,
    }),
    response: z.object({
      device: enrolment,
      /** The only answer that ever holds a secret: what an authenticator app scans … */
      otpauthUri: z.optional(z.string()),
      /** … and the same key in base32, for typing. */
      secret: z.optional(z.string()),
      /** What the device type has to show beyond that, cut to its own schema. */
      extra,
    }),
  },
  challenge: { params: { id }, body: z.strictObject({}), response: challenge },
  confirm: {
    params: { id },
    body: z.strictObject({ code, extra }),
    /** With the first device, the backup tokens, shown this once. */
    response: z.extend(signedIn, { backupTokens: z.optional(z.array(z.string())) }),
  },
  change: {
    params: { id },
    body: z.strictObject({
      name: z.optional(name),
      default: z.optional(z.literal(true)),
      /** Not by the suspended device itself. */
      suspended: z.optional(z.literal(false)),
    }),
    response: z.object({ device }),
  },
  remove: { params: { id }, response: z.object({ removed: z.literal(true) }) },
  /** Everything off at once; said twice, so that no slip does it. */
  disable: { body: z.strictObject({ confirm: z.literal(true) }), response: signedIn },
}
