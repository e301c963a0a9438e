import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { migrate, sqlStore } from '@keystep/server'
import { openDatabase } from '@keystep/server/node'
import { createTestServer } from '@keystep/testing'
import { password, refusal } from '../server/start-server.ts'
import { atSecondStep } from './at-second-step.ts'

const expired = refusal('login_expired')

test('8: a pending login keeps who, how and until when, and nothing else that was typed', async () => {
  const kept: unknown[] = []
  const { server } = await atSecondStep({
    throughStore: (store) => ({
      ...store,
      async openPending(pending) {
        kept.push(pending)
        return await store.openPending(pending)
      },
    }),
  })
  const { epoch } = (await server.store.findUser('ada')) ?? {}
  expect(kept).toEqual([
    {
      tokenHash: expect.any(String),
      userId: 'ada',
      epoch,
      amr: ['pwd'],
      next: null,
      lifetime: 600_000,
      note: {
        events: [expect.objectContaining({ name: 'first_factor.passed', detail: { amr: 'pwd' } })],
        messages: [],
      },
    },
  ])
  expect(JSON.stringify(kept)).not.toContain('correct')
})

test('9: the password is nowhere in the database and in no cookie, in any spelling, and no token is in the database', async () => {
  const database = openDatabase(':memory:')
  onTestFinished(() => database.destroy())
  await migrate(database)
  const { client, jar, people } = await createTestServer({
    people: ['ada'],
    store: ({ clock }) => sqlStore(database, { clock }),
  })
  const { ada } = people
  await client.login.start({ identifier: ada.user.identifier, password: ada.password })

  const tables = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(database)
  const rows = await Promise.all(
    tables.rows.map(async ({ name }) => (await sql`select * from ${sql.table(name)}`.execute(database)).rows),
  )
  const written = JSON.stringify(rows) + JSON.stringify([...jar.all()])
  expect(written).toContain('ada@example.com')
  const spellings = (['utf8', 'base64', 'base64url', 'hex'] as const).map((as) =>
    Buffer.from(ada.password).toString(as),
  )
  for (const spelling of [...spellings, encodeURIComponent(ada.password)]) expect(written).not.toContain(spelling)
  const secrets = [...jar.all().values(), ...ada.backupTokens, ...ada.backupTokens.map((it) => it.replaceAll('-', ''))]
  for (const secret of secrets) expect(JSON.stringify(rows)).not.toContain(secret)
})

test('10: a code after the time for it is refused, charges nobody, and the password is asked again', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep()
  const failed = server.listen('verification.failed')
  server.pass(601)
  await expect(browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(expired)
  expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous', firstFactors: ['password'] })
  expect(failed).toEqual([])
})

test('11: with loginSeconds 0 a code works hours later', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep({ loginSeconds: 0 })
  server.pass(5 * 3600)
  expect(await browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
})

test('25: a second step that was taken is not asked again, and its login is over', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep()
  const before = browser.copy()
  await browser.auth.login.verify({ deviceId, code: phone.code() })
  expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', verified: true })
  server.pass(30)
  await expect(before.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(expired)
})

test('111: the last moment is just before 600 seconds, for a code, another device and giving up alike', async () => {
  const { server, deviceId, backupId, phone, backupTokens } = await atSecondStep()
  const calls = {
    verify: { deviceId: backupId, code: backupTokens[0] ?? '' },
    challenge: { deviceId },
    giveUp: {},
  }
  const logins = await Promise.all(Object.keys(calls).map(() => server.passwordStep('ada')))
  const late = logins.map(({ browser }) => browser.copy())
  server.pass(599.999)
  const [first, second, third] = logins
  expect(await first?.browser.auth.login.verify(calls.verify)).toMatchObject({ verified: true })
  expect(await second?.browser.auth.login.challenge(calls.challenge)).toMatchObject({ deviceId })
  expect(await third?.browser.auth.login.giveUp()).toMatchObject({ state: 'anonymous' })
  await server.browser().auth.login.start({ identifier: 'ada@example.com', password })
  server.pass(0.001)
  for (const { auth } of late) {
    await expect(auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(expired)
    await expect(auth.login.challenge(calls.challenge)).rejects.toMatchObject(expired)
    await expect(auth.login.giveUp()).rejects.toMatchObject(expired)
  }
})
