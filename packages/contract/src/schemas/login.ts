import * as z from 'zod/mini'
import { sent, sessionState, time } from './session.ts'

/** What the user typed; each device type then asks for its own format. */
export const code = z.string().check(z.minLength(1), z.maxLength(64))
export const id = z.string().check(z.minLength(1), z.maxLength(64))
export const identifier = z.string().check(z.minLength(1), z.maxLength(320))
export const passwordText = z.string().check(z.minLength(1), z.maxLength(1024))

/** What a device type asks for beyond the usual: its own schema judges it, and without one it is refused. */
export const extra = z.optional(z.record(z.string(), z.unknown()))

export const answer = z.strictObject({
  deviceId: id,
  code,
  extra,
  /** The user wants this browser to skip the second step for a while. */
  trustBrowser: z.optional(z.boolean()),
})

/** What went out; null for a device that nothing is sent to. */
export const challenge = z.object({ deviceId: z.string(), now: time, sent: z.nullable(sent) })

export const login = {
  start: {
    body: z.strictObject({
      identifier,
      password: passwordText,
      next: z.optional(z.string().check(z.maxLength(2048))),
    }),
    response: sessionState,
  },
  challenge: { body: z.strictObject({ deviceId: id }), response: challenge },
  verify: { body: answer, response: sessionState },
  giveUp: { response: sessionState },
}
