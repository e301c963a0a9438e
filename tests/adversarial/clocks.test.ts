import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import { wordOf } from './rig/counts.ts'
import { newPerson, passwordStep, signIn } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

describe.skipIf(!hasPostgres)('A57: three machines, of which one is 29 s behind and one 10 min ahead', () => {
  const rigOf = rigForTests('PostgreSQL', { processes: 3, machinesAhead: [0, -29_000, 600_000] })

  test('take a code of now, each of them, and none of them a second time', async () => {
    const rig = rigOf()
    for (const node of [0, 1, 2]) {
      const person = await newPerson(rig)
      const answer = { deviceId: person.devices.totp, code: person.phone.code() }
      const { browser } = await passwordStep(rig, person, rig.browser(node))
      expect(await wordOf(await browser.post('/auth/login/verify', answer))).toBe('signed_in')
      for (const another of [0, 1, 2]) {
        const { browser: other } = await passwordStep(rig, person, rig.browser(another))
        expect(await wordOf(await other.post('/auth/login/verify', answer))).toBe('invalid_code')
      }
    }
  })

  test('let a login, a text and a session end by the database’s time', async () => {
    const rig = rigOf()
    for (const node of [0, 1, 2]) {
      const person = await newPerson(rig, { also: ['sms'] })
      const deviceId = person.devices.sms ?? ''
      const browser = rig.browser(node)
      await passwordStep(rig, person, browser)
      await browser.auth.login.challenge({ deviceId })
      const code = rig.gateway.code(person.number)
      await rig.pass(299)
      expect(await browser.auth.login.verify({ deviceId, code })).toMatchObject({ verified: true })
      await rig.pass(3599)
      expect((await browser.send('/app/vault')).status).toBe(200)
      await rig.pass(3601)
      expect((await browser.send('/app/vault')).status).toBe(401)
      await passwordStep(rig, person, browser)
      await rig.pass(601)
      expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    }
  })
})

describe.for(['PostgreSQL', 'SQLite'] as const)('A57: %s', (on) => {
  describe.skipIf(on === 'PostgreSQL' && !hasPostgres)('time itself', () => {
    const rigOf = rigForTests(on)

    test('jumps an hour ahead and back: no code works twice, and nobody is kept out for good', async () => {
      const rig = rigOf()
      const person = await newPerson(rig)
      await rig.pass(3600)
      await signIn(rig, person)
      const used = { deviceId: person.devices.totp, code: person.phone.code() }
      await rig.pass(-3600)
      const { browser } = await passwordStep(rig, person)
      expect(await wordOf(await browser.post('/auth/login/verify', used))).toBe('invalid_code')
      // Of an hour that was used up already; another device is not concerned.
      const now = { deviceId: person.devices.totp, code: person.phone.code() }
      expect(await wordOf(await browser.post('/auth/login/verify', now))).toBe('invalid_code')
      const token = { deviceId: person.devices.backup ?? '', code: person.backupTokens[0] ?? '' }
      expect(await browser.auth.login.verify(token)).toMatchObject({ verified: true })
      await rig.pass(3660)
      expect((await (await signIn(rig, person)).send('/app/vault')).status).toBe(200)
    })

    test('goes back a little during a login: the code of then works, once', async () => {
      const rig = rigOf()
      const person = await newPerson(rig)
      await rig.pass(120)
      const { browser } = await passwordStep(rig, person)
      await rig.pass(-45)
      const answer = { deviceId: person.devices.totp, code: person.phone.code() }
      expect(await wordOf(await browser.post('/auth/login/verify', answer))).toBe('signed_in')
      const { browser: other } = await passwordStep(rig, person)
      expect(await wordOf(await other.post('/auth/login/verify', answer))).toBe('invalid_code')
    })

    test.for(['2038-01-19T03:14:08Z', '2106-02-07T06:28:16Z', '2286-11-20T17:46:40Z'])('passes %s', async (year) => {
      const rig = rigOf()
      await rig.pass(Math.round((Date.parse(year) - rig.now()) / 1000) - 90)
      const person = await newPerson(rig)
      expect((await (await signIn(rig, person)).send('/app/late')).status).toBe(200)
      await rig.pass(90)
      const browser = await signIn(rig, person)
      expect((await browser.send('/app/late')).status).toBe(200)
    })
  })
})
