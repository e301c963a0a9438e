import { expect, test } from 'vitest'
import { createTestServer } from './create-test-server.ts'

// In a browser, which drops cookies and origins from whatever a script makes.

test('the whole server runs in a page, cookies and all', async () => {
  const { client, people, clock, jar, fetch, browser } = await createTestServer({
    routes: (app, keystep) => app.get('/api/me', keystep.requireVerified(), (c) => c.json(c.var.keystep.user?.id)),
  })
  const { user, password, app } = people.ada
  const owed = await client.login.start({ identifier: user.identifier, password })
  if (owed.state !== 'second_factor') throw new Error('No second step was asked for.')
  expect([...jar.all().keys()]).toEqual(['__Host-keystep-login'])
  await client.login.verify({ deviceId: owed.devices[0]?.id ?? '', code: app.code() })
  expect([...jar.all().keys()]).toEqual(['__Host-keystep-session', '__Host-keystep-recognised'])
  expect(await (await fetch('/api/me')).json()).toBe('ada')
  expect(await browser().client.session.read()).toMatchObject({ state: 'anonymous' })
  await expect(browser({ origin: 'https://evil.example' }).client.session.logout()).rejects.toThrow('origin_rejected')
  clock.advance(2 * 60 * 60)
  expect(await client.session.read()).toMatchObject({ state: 'anonymous' })
})
