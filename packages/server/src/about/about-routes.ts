import { openApiDocument } from '@keystep/contract/openapi'
import { iso } from '../http/iso.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'

export function mountAbout(mount: Mount, { store }: Services): void {
  mount('about', 'health', async () => {
    await store.reach()
    return { status: 'ok' as const, now: iso(await store.now()) }
  })

  const info = { title: 'Keystep: two-step verification', version: '0.1.0' }
  // Made once, when first asked for: it is public, and walking every schema is not for nothing.
  let document: ReturnType<typeof openApiDocument> | undefined
  mount('about', 'openapi', async (_input, { c }) => {
    const server = new URL(c.req.url).pathname.replace(/\/openapi\.json$/, '') || '/'
    document ??= openApiDocument({ ...info, server })
    return { ...document, servers: [{ url: server }] }
  })
}
