import { KeystepError } from '@keystep/contract'
import type { Hono } from 'hono'
import { hashToken, isToken } from '../crypto/tokens.ts'
import type { SpokenCode } from '../device-types/device-type.ts'
import type { Services } from '../services.ts'
import { openSpoken } from './spoken-code.ts'

/**
 * `POST /hooks/:gateway/:id`: a gateway asks what to say. Its signature stands in the place of the origin, so this is
 * mounted before the origins are checked. No row of the route table: it is no call of a browser's, and no JSON.
 */
export function mountHooks(app: Hono, services: Services): void {
  app.post('/hooks/:gateway/:id', async (c) => {
    const { gateway, id } = c.req.param()
    const types = services.deviceTypes.all.filter(({ sends }) => sends?.hook?.gateway === gateway)
    if (types.length === 0) throw new KeystepError('not_found')
    for (const { sends } of types) {
      // oxlint-disable-next-line no-await-in-loop -- the first whose secret signed it
      const answer = await sends?.hook?.answer(c.req.raw.clone(), id, () => findSpoken(services, id, c.req.raw))
      if (answer) return answer
    }
    throw new KeystepError('origin_rejected')
  })
}

async function findSpoken(services: Services, id: string, request: Request): Promise<SpokenCode | null> {
  const { store, box, texts, issuer } = services
  if (!isToken('hok', id)) return null
  const hookHash = hashToken(id)
  const found = await store.findSpoken(hookHash)
  const user = found && (await store.findUser(found.userId))
  if (!found || !user) return null
  const code = await openSpoken(box, hookHash, found.sealedCode)
  return { code, user, issuer: issuer(user, request), texts: texts(user.language) }
}
