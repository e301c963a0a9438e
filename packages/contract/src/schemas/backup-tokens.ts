import * as z from 'zod/mini'
import { code } from './login.ts'
import { time } from './session.ts'

export const backupTokens = {
  renew: {
    body: z.strictObject({}),
    response: z.object({
      tokens: z.array(z.string()),
      /** Until then the set waits to be confirmed and the old one works; null when it works already. */
      waitsUntil: z.nullable(time),
    }),
  },
  confirm: {
    body: z.strictObject({ token: code }),
    response: z.object({ tokensLeft: z.int() }),
  },
}
