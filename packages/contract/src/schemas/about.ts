import * as z from 'zod/mini'

export const about = {
  health: { response: z.object({ status: z.literal('ok'), now: z.iso.datetime() }) },
  openapi: { response: z.looseObject({ openapi: z.string() }) },
}
