import * as z from 'zod/mini'
import { answer, challenge, id, passwordText } from './login.ts'
import { signedIn } from './session.ts'

export const stepUp = {
  challenge: { body: z.strictObject({ deviceId: id }), response: challenge },
  verify: { body: answer, response: signedIn },
  firstFactor: { body: z.strictObject({ password: passwordText }), response: signedIn },
}
