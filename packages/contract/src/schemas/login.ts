import * as z from 'zod/mini'
import { sessionState } from './session.ts'

/** What the user typed; each device type then asks for its own format. */
export const code = z.string().check(z.minLength(1), z.maxLength(64))
export const id = z.string().check(z.minLength(1), z.maxLength(64))
export const identifier = z.string().check(z.minLength(1), z.maxLength(320))
export const passwordText = z.string().check(z.minLength(1), z.maxLength(1024))

export const answer = z.strictObject({ deviceId: id, code })

/** What went out, if the device is one that something is sent to. */
export const challenge = z.object({ deviceId: z.string(), interactive: z.boolean() })

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
