import { KeystepError, type SessionState } from '@keystep/contract'
import type { Keystep, KeystepEnv, Passwords } from '@keystep/server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Notes } from './notes.ts'
import { readFields } from './read-fields.ts'

export type DemoApiOptions = {
  readonly keystep: Keystep
  readonly passwords: Passwords
  readonly notes: Notes
}

/** What the app itself does. Every guard also turns away what another site's page sends. */
export function demoApi({ keystep, passwords, notes }: DemoApiOptions): Hono<KeystepEnv> {
  const api = new Hono<KeystepEnv>()
  api.use(bodyLimit({ maxSize: 16 * 1024, onError: refuseBody }))
  api.use(async function noStore(c, next) {
    await next()
    c.header('Cache-Control', 'no-store')
  })

  api.get('/me', keystep.identify(), (c) => c.json(c.var.keystep))

  api.post('/sign-up', keystep.identify(), async (c) => {
    const { name, email, password } = await readFields(c.req.raw, { name: 100, email: 320, password: 1024 })
    if (!/^[^\s@]+@[^\s@]+$/.test(email))
      throw new KeystepError('bad_request', { errors: [{ path: 'email', key: 'not_an_address' }] })
    const profile = { id: crypto.randomUUID(), identifier: email, email, name }
    const user = await passwords.create(profile, password)
    const state: SessionState = await keystep.beginLogin(c, user, { amr: ['pwd'] })
    return c.json(state)
  })

  api.use('/notes/*', keystep.requireVerified())
  // Each answers what is in the vault now.
  api.get('/notes', async (c) => c.json(await notes.of(userId(c))))
  api.post('/notes', async (c) => {
    const { text } = await readFields(c.req.raw, { text: 10_000 })
    await notes.add(userId(c), text)
    return c.json(await notes.of(userId(c)))
  })
  api.delete('/notes/:id', async (c) => {
    if (!(await notes.remove(userId(c), c.req.param('id')))) throw new KeystepError('not_found')
    return c.json(await notes.of(userId(c)))
  })

  // The admin area: a member of staff whom a device verified, and nobody else.
  api.use('/admin/*', keystep.requireStaff())
  api.get('/admin/notes', async (c) => {
    const counts = await notes.counts()
    const people = await Promise.all(
      counts.map(async ({ userId: id, count }) => ({ name: (await keystep.users.find(id))?.identifier ?? id, count })),
    )
    return c.json(people)
  })

  api.all('*', () => {
    throw new KeystepError('not_found')
  })
  return api
}

/** Of whoever the guard let pass. */
function userId(c: Context<KeystepEnv>): string {
  const { user } = c.var.keystep
  if (!user) throw new KeystepError('unauthenticated')
  return user.id
}

function refuseBody(): never {
  throw new KeystepError('body_too_large')
}
