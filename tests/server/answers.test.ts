import type { Store } from '@keystep/server'
import { expect, test } from 'vitest'
import { startServer } from './start-server.ts'

const leak = { secret: 'leaked secret', passwordHash: 'leaked hash' }

/** A store whose rows hold more than the wire knows. */
function generous(store: Store): Store {
  return {
    ...store,
    async findSession(tokenHash) {
      const session = await store.findSession(tokenHash)
      return session && { ...session, ...leak, device: session.device && { ...session.device, ...leak } }
    },
    async devicesOf(userId) {
      return (await store.devicesOf(userId)).map((device) => ({ ...device, passwordHash: 'leaked hash' }))
    },
  }
}

test('what a row has beyond the wire is cut from every answer', async () => {
  const server = startServer({ throughStore: generous })
  const { browser } = await server.signUpWithPhone('ada')
  for (const path of ['/auth/session', '/auth/devices']) {
    const text = await (await browser.send(path)).text()
    expect(text).toContain('Phone')
    expect(text).not.toContain('leaked')
  }
})
