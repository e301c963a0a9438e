import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import type { Place } from './rig/fail-points.ts'
import { wordOf } from './rig/counts.ts'
import type { Rig } from './rig/open-rig.ts'
import { newPerson, newUser, passwordStep, type Person } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

type Kill = { readonly where: string; readonly at: Place; readonly done: boolean; readonly counted: number }

const kills: readonly Kill[] = [
  { where: '1, before the try is counted', at: { before: 'countTry' }, done: false, counted: 0 },
  { where: '2, when it is counted', at: { after: 'countTry' }, done: false, counted: 1 },
  { where: '3, before the code is used up', at: { before: 'finishLogin' }, done: false, counted: 1 },
  { where: '4, when it is used up, before the commit', at: { written: 'keystep_sessions' }, done: false, counted: 1 },
  { where: '5, after the commit, before the answer', at: { after: 'finishLogin' }, done: true, counted: 0 },
]
/** One method a time. */
const methods = ['totp', 'backup', 'sms'] as const

/** The second step of a login, as it stands on the user's screen. */
async function atSecondStep(rig: Rig, person: Person, method: (typeof methods)[number]) {
  const deviceId = person.devices[method] ?? ''
  const { browser } = await passwordStep(rig, person, rig.browser(0))
  if (method === 'sms') await browser.auth.login.challenge({ deviceId })
  const codes = {
    totp: () => person.phone.code(),
    backup: () => person.backupTokens[0] ?? '',
    sms: () => rig.gateway.code(person.number),
  }
  const answer = { deviceId, code: codes[method]() }
  return { browser, deviceId, answer, verify: () => browser.post('/auth/login/verify', answer) }
}

async function sessionsOf(rig: Rig, { id }: { readonly id: string }): Promise<number> {
  return (await rig.store.sessionsOf(id)).length
}

describe.for([
  ['two processes on PostgreSQL', 'PostgreSQL'],
  ['one process on a SQLite file', 'SQLite'],
] as const)('kill -9 of %s', ([, on]) => {
  describe.skipIf(on === 'PostgreSQL' && !hasPostgres)('A58: at point', () => {
    const rigOf = rigForTests(on)

    test.for(kills)('$where, nothing happened or all of it', { timeout: 60_000 }, async ({ at, done, counted }) => {
      const rig = rigOf()
      const [node] = rig.nodes
      for (const method of methods) {
        const person = await newPerson(rig, { also: ['sms'] })
        const { browser, deviceId, answer, verify } = await atSecondStep(rig, person, method)
        const before = await sessionsOf(rig, person)
        await node?.arm({ at, what: 'die' })
        await expect(verify()).rejects.toThrow('fetch failed')
        await node?.died()
        await node?.restart()

        const device = (await rig.store.devicesOf(person.id)).find(({ id }) => id === deviceId)
        expect([method, await sessionsOf(rig, person), device?.failures]).toEqual([
          method,
          before + Number(done),
          counted,
        ])
        // The same browser, the same code.
        expect(await wordOf(await verify())).toBe(done ? 'login_expired' : 'signed_in')
        expect((await browser.send('/app/vault')).status).toBe(done ? 401 : 200)
        const { browser: other } = await passwordStep(rig, person)
        expect(await wordOf(await other.post('/auth/login/verify', answer))).toBe('invalid_code')
        expect(await sessionsOf(rig, person)).toBe(before + 1)
        const [, second = ''] = person.backupTokens
        const tokens = { deviceId: person.devices.backup ?? '', code: second }
        expect(await other.auth.login.verify(tokens)).toMatchObject({ verified: true })
      }
    })

    test('between filing a code and sending it, it is sent once, after the lease', { timeout: 60_000 }, async () => {
      const rig = rigOf()
      const [node] = rig.nodes
      for (let time = 0; time < 3; time++) {
        const person = await newPerson(rig, { also: ['sms'] })
        const deviceId = person.devices.sms ?? ''
        const sent = () => rig.gateway.messages(person.number).length
        const before = sent()
        const { browser } = await passwordStep(rig, person, rig.browser(0))
        await node?.arm({ at: { after: 'openChallenge' }, what: 'die' })
        await expect(browser.post('/auth/login/challenge', { deviceId })).rejects.toThrow('fetch failed')
        await node?.died()
        await node?.restart()
        // Whoever holds the lease may still be at it.
        expect((await browser.post('/auth/login/challenge', { deviceId })).status).toBe(200)
        expect(sent()).toBe(before)
        await rig.pass(30)
        expect((await browser.post('/auth/login/challenge', { deviceId })).status).toBe(200)
        expect(sent()).toBe(before + 1)
        const state = await browser.auth.login.verify({ deviceId, code: rig.gateway.code(person.number) })
        expect(state).toMatchObject({ verified: true })
      }
    })

    test('between sending a code and noting that, it works and is not sent twice', { timeout: 60_000 }, async () => {
      const rig = rigOf()
      const [node] = rig.nodes
      for (let time = 0; time < 3; time++) {
        const person = await newPerson(rig, { also: ['sms'] })
        const deviceId = person.devices.sms ?? ''
        const before = rig.gateway.messages(person.number).length
        const { browser } = await passwordStep(rig, person, rig.browser(0))
        await node?.arm({ at: { before: 'challengeSent' }, what: 'die' })
        await expect(browser.post('/auth/login/challenge', { deviceId })).rejects.toThrow('fetch failed')
        await node?.died()
        await node?.restart()
        expect((await browser.post('/auth/login/challenge', { deviceId })).status).toBe(200)
        expect(rig.gateway.messages(person.number)).toHaveLength(before + 1)
        const state = await browser.auth.login.verify({ deviceId, code: rig.gateway.code(person.number) })
        expect(state).toMatchObject({ verified: true })
      }
    })

    test('in the middle of confirming a first device, there is none and there are no tokens', async () => {
      const rig = rigOf()
      const [node] = rig.nodes
      const person = await newUser(rig)
      const { browser } = await passwordStep(rig, person, rig.browser(0))
      const { device } = await browser.auth.devices.begin({
        method: 'email',
        address: person.identifier,
        requestKey: 'mail',
      })
      const code = rig.gateway.code(person.identifier)
      await node?.arm({ at: { written: 'keystep_tokens' }, what: 'die' })
      await expect(browser.post(`/auth/devices/${device.id}/confirm`, { code })).rejects.toThrow('fetch failed')
      await node?.died()
      await node?.restart()
      expect(await rig.store.devicesOf(person.id)).toEqual([])
      const { backupTokens } = await browser.auth.devices.confirm({ id: device.id, code })
      expect(backupTokens).toHaveLength(10)
    })
  })
})
