import * as z from 'zod/mini'
import { id, identifier, passwordText } from './login.ts'
import { sessionState, signedIn } from './session.ts'

export const password = {
  change: {
    body: z.strictObject({ currentPassword: passwordText, newPassword: passwordText }),
    response: signedIn,
  },
  forgot: { body: z.strictObject({ identifier }), response: z.object({ sent: z.literal(true) }) },
  reset: { body: z.strictObject({ token: id, password: passwordText }), response: sessionState },
}
