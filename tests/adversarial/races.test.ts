import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasPostgres, startPostgres, type TestPostgres } from '../postgres/start-postgres.ts'
import { allRaces } from './races/all-races.ts'
import { guessFreshly } from './races/fresh-guesses.ts'
import { wordOf } from './rig/counts.ts'
import { openRig, type Rig } from './rig/open-rig.ts'
import { newPerson, passwordStep } from './rig/people.ts'

/** Enough to see what fails every time; the soak runs the same ones for hours. */
const rounds = 3
const patience = 60_000

const attacks = Object.entries(allRaces).map(([attack, race]) => ({ attack, ...race }))

/** Where nothing has to wait, more of a race comes through to the verdict that it is about. */
const withoutWaits = { throttle: { firstWaitSeconds: 0 } }

function raceThrough(open: (options: typeof withoutWaits | object) => Promise<Rig>, prefix = ''): void {
  let rigs: { readonly throttled: Rig; readonly free: Rig }
  beforeAll(async () => {
    const [throttled, free] = await Promise.all([open({}), open(withoutWaits)])
    rigs = { throttled, free }
  }, patience)
  afterAll(() => Promise.all([rigs.throttled.close(), rigs.free.close()]), patience)

  test.for(attacks)(`${prefix}$attack: $title`, { timeout: patience }, async ({ throttled, run, isRight }) => {
    const rig = throttled ? rigs.throttled : rigs.free
    for (let round = 0; round < rounds; round++) expect(await run(rig)).toSatisfy(isRight)
    expect(await rig.problems()).toEqual([])
  })

  test(`${prefix}A41: a thousand fresh logins of one user are worth five guesses`, { timeout: patience }, async () => {
    const rig = rigs.throttled
    const person = await newPerson(rig)
    const counted: Record<string, number> = {}
    for (let batch = 0; batch < 16; batch++) {
      for (const [word, count] of Object.entries(await guessFreshly(rig, person))) {
        counted[word] = (counted[word] ?? 0) + count
      }
    }
    expect(counted).toEqual({ invalid_code: 5, throttled: 16 * 64 - 5 })
    const { browser } = await passwordStep(rig, person)
    const answer = { deviceId: person.devices.totp, code: person.phone.code() }
    expect(await wordOf(await browser.post('/auth/login/verify', answer))).toBe('throttled')
    await rig.pass(31)
    const later = { deviceId: person.devices.totp, code: person.phone.code() }
    expect(await wordOf(await browser.post('/auth/login/verify', later))).toBe('signed_in')
    expect(await rig.problems()).toEqual([])
  })
}

describe.skipIf(!hasPostgres)('64 at once in two processes on PostgreSQL', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  }, patience)
  afterAll(() => postgres.stop(), patience)
  raceThrough(async (options) => await openRig({ ...options, postgresUrl: await postgres.newDatabase() }))
})

describe('A29: 64 at once in one process on a SQLite file', () => {
  raceThrough((options) => openRig(options), 'A29, ')
})
