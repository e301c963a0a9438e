import { createClient } from '@keystep/contract'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestServer } from './create-test-server.ts'
import { handlers } from './msw.ts'

const baseUrl = 'https://app.example/some/auth'
const server = await createTestServer({ people: ['ada'] })
const worker = setupServer(...handlers(server, { baseUrl }))

beforeAll(() => worker.listen({ onUnhandledFrame: 'error' }))
afterAll(() => worker.close())

test('the global fetch reaches the server, and its cookies stay', async () => {
  const { ada } = server.people
  const client = createClient({ baseUrl })
  const owed = await client.login.start({ identifier: ada.user.identifier, password: ada.password, next: '/notes' })
  if (owed.state !== 'second_factor') throw new Error('No second step was asked for.')
  const state = await client.login.verify({ deviceId: owed.devices[0]?.id ?? '', code: ada.app.code() })
  expect(state).toMatchObject({ state: 'signed_in', verified: true, next: '/notes' })
  expect(await client.devices.list()).toMatchObject({ devices: [{ method: 'totp' }, { method: 'backup' }] })
  await client.session.logout()
  expect(await client.session.read()).toMatchObject({ state: 'anonymous' })
})
