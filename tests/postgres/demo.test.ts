import { createClient } from '@keystep/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../../apps/demo/server/code-of.ts'
import { createDemo } from '../../apps/demo/server/create-demo.ts'
import { fetchInProcess } from '../../apps/demo/server/fetch-in-process.ts'
import { hasPostgres, startPostgres, type TestPostgres } from './start-postgres.ts'

const origin = 'http://localhost:3000'

describe.skipIf(!hasPostgres)('the demo on PostgreSQL (skipped without one: see README.md)', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres.stop(), 60_000)

  test('needs its address alone, and any machine takes any step', { timeout: 60_000 }, async () => {
    const databaseUrl = await postgres.newDatabase()
    const start = () => createDemo({ databaseUrl, key: 'a key for both machines, of 32 bytes', origins: [origin] })
    const [one, other] = await Promise.all([start(), start()])
    const { password, apps } = (await one.seed()) ?? { password: '', apps: { ada: '' } }
    expect(await other.seed()).toBeNull()

    let turn = 0
    const machines = [one.app, other.app] as const
    const fetch = fetchInProcess(
      { request: (...request) => (machines[turn++ % 2] ?? one.app).request(...request) },
      origin,
    )
    const client = createClient({ baseUrl: '/auth', fetch })
    const owed = await client.login.start({ identifier: 'ada@example.com', password })
    const deviceId = owed.state === 'second_factor' ? (owed.devices[0]?.id ?? '') : ''
    const secret = new URL(apps.ada).searchParams.get('secret') ?? ''
    const code = codeOf(secret, await one.store.now())
    expect(await client.login.verify({ deviceId, code })).toMatchObject({ verified: true })
    expect(await client.session.read()).toMatchObject({ state: 'signed_in', verified: true })
    expect((await fetch('/api/notes')).status).toBe(200)
    await client.session.logout()
    await client.login.start({ identifier: 'ada@example.com', password })
    await expect(client.login.verify({ deviceId, code })).rejects.toMatchObject({ code: 'invalid_code' })
    await Promise.all([one.close(), other.close()])
  })
})
