import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password } from '../server/start-server.ts'
import { brokenInvariants } from './rig/invariants.ts'
import { openRig, type Rig } from './rig/open-rig.ts'
import { newPerson, passwordStep, signIn } from './rig/people.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
  const person = await newPerson(rig)
  const answers = [
    { deviceId: person.devices.backup ?? '', code: person.backupTokens[0] ?? '' },
    { deviceId: person.devices.totp ?? '', code: person.phone.code(), trustBrowser: true },
  ]
  for (const answer of answers) {
    const { browser } = await passwordStep(rig, person)
    await browser.auth.login.verify(answer)
  }
}, 60_000)
afterAll(() => rig.close(), 60_000)

describe('what is looked for after every attack', () => {
  test('is not there after a sign-in', async () => {
    const browser = await signIn(rig, await newPerson(rig, { also: ['sms', 'email'] }))
    expect((await browser.send('/app/vault')).status).toBe(200)
    expect(await rig.problems()).toEqual([])
  })

  test('is found in a table, in a body, and in what was printed', async () => {
    const { id, phone, backupTokens } = await newPerson(rig)
    await sql`update keystep_users set name = ${`call me ${password}`} where id = ${id}`.execute(rig.database)
    rig.canaries.hear(JSON.stringify({ tokens: backupTokens }))
    rig.canaries.addCode('a code', phone.code())
    const found = await rig.canaries.found(rig.database, `user typed ${phone.code()}\nses_1${phone.code()}2`)
    expect(found).toEqual(
      expect.arrayContaining([
        'I6: a password stands in the table keystep_users',
        'I6: a backup token stands in what was answered',
        'I6: a code stands in what was printed',
      ]),
    )
    await sql`update keystep_users set name = null where id = ${id}`.execute(rig.database)
    expect(await rig.problems()).toEqual([])
  })

  test.for([
    ['I1: a device counted beyond its time', `update keystep_devices set counter = counter + 1000`],
    ['I1: more sessions than used tokens', `update keystep_tokens set used_at = null`],
    [
      'I2: a session began before its first factor',
      `update keystep_sessions set first_factor_at = first_factor_at + 99999999`,
    ],
    ['I2: a session in which nobody proved anything', `update keystep_sessions set amr = '[]'`],
    ['I3: more wrong tries than were free, and no wait', `update keystep_devices set failures = 9`],
    ['I4: backup tokens stand alone', `delete from keystep_devices where method = 'totp'`],
    ['I4: not one device that is asked first', `update keystep_devices set is_default = 0`],
    [
      'I2: a session that not exactly one sign-in began',
      `update keystep_events set detail = '{}' where name = 'verification.passed'`,
    ],
    [
      'I5: a verified session of which no event says by what',
      `update keystep_events set name = 'verification.failed' where name in ('verification.passed', 'device.confirmed')`,
    ],
    ['I7: more failures than were written down', `update keystep_devices set failures = failures + 1`],
    [
      'I7: other tokens were used than were written down',
      `update keystep_tokens set used_at = 1 where hash in (select hash from keystep_tokens where used_at is null limit 1)`,
    ],
    ['I7: a device that was not confirmed once', `delete from keystep_events where name = 'device.confirmed'`],
    [
      'I7: a device that is there and was removed',
      `update keystep_events set name = 'device.removed' where name = 'device.confirmed'`,
    ],
    ['I7: a session that ended and nobody ended', `update keystep_sessions set expires_at = 0`],
    ['I7: more trusts than were written down', `delete from keystep_events where name = 'browser.trusted'`],
    ['I8: trust without a device, or from before the newest', `update keystep_trusted_browsers set created_at = 1`],
  ] as const)('has its tables broken: %s', async ([problem, statement]) => {
    expect(await foundAfter('select 1')).not.toContain(problem)
    expect(await foundAfter(statement)).toContain(problem)
  })
})

/** What is wrong once a statement was run, which is then undone. */
async function foundAfter(statement: string): Promise<readonly string[]> {
  const transaction = await rig.database.startTransaction().execute()
  await sql.raw(statement).execute(transaction)
  const broken = await brokenInvariants(transaction, { now: rig.now(), freeTries: 4 })
  await transaction.rollback().execute()
  return broken.map((line) => line.split(' (')[0] ?? '')
}

test('a process that is killed is there again with its clock and everything it kept', async () => {
  const person = await newPerson(rig)
  await rig.pass(3600)
  const browser = await signIn(rig, person)
  const [node] = rig.nodes
  await node?.kill()
  await node?.restart()
  expect(await browser.auth.session.read()).toMatchObject({ verified: true })
})
