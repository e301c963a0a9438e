import { request } from 'node:http'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import type { Browser } from '../server/browser.ts'
import { password } from '../server/start-server.ts'
import { wordOf } from './rig/counts.ts'
import { newPerson, newUser, passwordStep, signIn } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

const doors = ['/app/home', '/app/vault', '/app/late', '/app/lenient', '/app/staff', '/app/area/page']
const statuses = async (browser: Browser, paths = doors) =>
  await Promise.all(paths.map(async (path) => (await browser.send(path)).status))
const shut = doors.map(() => 401)

describe.skipIf(!hasPostgres)('around the second step, each request to the other process', () => {
  const rigOf = rigForTests('PostgreSQL')

  test('A4: nothing that the password step set opens anything, alone or together, under any name', async () => {
    const rig = rigOf()
    const person = await newPerson(rig)
    const { browser } = await passwordStep(rig, person)
    const values = [...browser.cookies.values()]
    expect(values).toHaveLength(1)
    const pieces = values.flatMap((value) => [value, value.slice(4), `ses_${value.slice(4)}`, `tru_${value.slice(4)}`])
    for (const piece of pieces) {
      const thief = rig.browser()
      for (const name of ['session', 'trust', 'recognised']) thief.cookies.set(`keystep-${name}`, piece)
      expect(await statuses(thief)).toEqual(shut)
      expect(await thief.auth.session.read()).toMatchObject({ state: 'anonymous' })
      const headers = { authorization: `Bearer ${piece}`, 'x-session': piece }
      expect((await rig.browser().send(`/app/vault?token=${piece}`, { headers })).status).toBe(401)
    }
    expect(await statuses(browser)).toEqual(shut)
    const answer = { deviceId: person.devices.totp ?? '', code: person.phone.code() }
    expect(await browser.auth.login.verify(answer)).toMatchObject({ verified: true })
    expect(await statuses(browser)).toEqual([200, 200, 200, 200, 403, 200])
  })

  test('A7: right answers of another user are wrong ones, under whatever device', async () => {
    const rig = rigOf()
    const [victim, attacker] = [
      await newPerson(rig, { also: ['sms', 'email'] }),
      await newPerson(rig, { also: ['sms', 'email'] }),
    ]
    const own = rig.browser()
    await passwordStep(rig, attacker, own)
    for (const method of ['sms', 'email']) await own.auth.login.challenge({ deviceId: attacker.devices[method] ?? '' })
    const answers = {
      totp: attacker.phone.code(),
      backup: attacker.backupTokens[0] ?? '',
      sms: rig.gateway.code(attacker.number),
      email: rig.gateway.code(attacker.identifier),
    }
    const { browser } = await passwordStep(rig, victim)
    for (const [method, code] of Object.entries(answers)) {
      for (const deviceId of [victim.devices[method], attacker.devices[method]]) {
        expect(await wordOf(await browser.post('/auth/login/verify', { deviceId, code }))).toBe('invalid_code')
      }
      const foreign = await browser.post('/auth/login/challenge', { deviceId: attacker.devices[method] })
      expect(await wordOf(foreign)).toBe('invalid_code')
    }
    const failures = async ({ id }: { readonly id: string }) =>
      (await rig.store.devicesOf(id)).map((device) => device.failures).toSorted((a, b) => a - b)
    expect([await failures(victim), await failures(attacker)]).toEqual([
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ])
    const right = { deviceId: victim.devices.totp ?? '', code: victim.phone.code() }
    expect(await browser.auth.login.verify(right)).toMatchObject({ verified: true })
    const theirs = { deviceId: attacker.devices.sms ?? '', code: answers.sms }
    expect(await own.auth.login.verify(theirs)).toMatchObject({ verified: true })
  })

  test('A8: every other entrance leads to the second step as well', async () => {
    const rig = rigOf()
    const person = await newPerson(rig)
    const entrances: Record<string, (browser: Browser) => Promise<unknown>> = {
      'a mailed link': (browser) => browser.post('/app/by-email', { id: person.id }),
      'an identity provider': (browser) => browser.post('/app/by-oauth', { id: person.id }),
      'a reset password': async (browser) => {
        const mailed = rig.gateway.next()
        await browser.auth.password.forgot({ identifier: person.identifier })
        await mailed
        const [mail] = rig.gateway.messages(person.identifier)
        const token = /#token=(\S+)/.exec(mail?.type === 'email' ? mail.text : '')?.[1] ?? ''
        rig.canaries.add('the token of a reset', token)
        expect(await browser.auth.password.reset({ token, password })).toMatchObject({ state: 'anonymous' })
        await browser.auth.login.start({ identifier: person.identifier, password })
      },
      'another spelling of the name': (browser) =>
        browser.auth.login.start({ identifier: ` ${person.identifier.toUpperCase()} `, password }),
    }
    for (const [name, enter] of Object.entries(entrances)) {
      const browser = rig.browser()
      await enter(browser)
      expect([name, await browser.auth.session.read()]).toMatchObject([name, { state: 'second_factor' }])
      expect(await statuses(browser)).toEqual(shut)
    }
    for (const path of ['/auth/login/', '/auth/LOGIN', '/auth/v1/login', '/auth/%6cogin/', '/login']) {
      const browser = rig.browser()
      const response = await browser.post(path, { identifier: person.identifier, password })
      expect([path, [404, 405].includes(response.status), [...browser.cookies.keys()]]).toEqual([path, true, []])
    }
    expect((await (await signIn(rig, person)).send('/app/vault')).status).toBe(200)
  })

  test('A9: whoever came by a link in a mail proves nothing by another mail', async () => {
    const rig = rigOf()
    const person = await newPerson(rig, { also: ['email'] })
    const browser = rig.browser()
    await browser.post('/app/by-email', { id: person.id })
    const state = await browser.auth.session.read()
    const methods = state.state === 'second_factor' ? state.devices.map(({ method }) => method) : []
    expect(methods).toEqual(['totp', 'backup'])
    const sent = rig.gateway.messages(person.identifier).length
    const deviceId = person.devices.email
    expect(await wordOf(await browser.post('/auth/login/challenge', { deviceId }))).toBe('invalid_code')
    expect(rig.gateway.messages(person.identifier)).toHaveLength(sent)
    const right = { deviceId: person.devices.totp ?? '', code: person.phone.code() }
    expect(await browser.auth.login.verify(right)).toMatchObject({ verified: true })
  })

  test('A10: a planted cookie is never taken up, whichever of two stands first', async () => {
    const rig = rigOf()
    const [victim, attacker] = [await newPerson(rig), await newPerson(rig)]
    const own = await signIn(rig, attacker)
    const planted = own.cookies.get('keystep-session') ?? ''
    const browser = rig.browser()
    for (const name of ['session', 'login', 'trust', 'recognised']) browser.cookies.set(`keystep-${name}`, planted)
    await signIn(rig, victim, browser)
    const fresh = browser.cookies.get('keystep-session') ?? ''
    expect(fresh).not.toBe(planted)
    expect((await browser.send('/app/vault')).status).toBe(200)
    // The planted session was the attacker's, and ended where somebody else signed in.
    expect((await own.send('/app/vault')).status).toBe(401)
    for (const madeUp of [`ses_${'A'.repeat(43)}`, 'ses_', 'x']) {
      for (const cookie of [
        `keystep-session=${madeUp}; keystep-session=${fresh}`,
        `keystep-session=${fresh}; keystep-session=${madeUp}`,
      ]) {
        const response = await rig.browser().send('/app/vault', { headers: { cookie } })
        const body = (await response.json()) as { user?: { id: string } }
        expect([undefined, victim.id]).toContain(body.user?.id)
      }
    }
  })

  test('A12: sessions from before verification was turned on are over, in every process at once', async () => {
    const rig = rigOf()
    const user = await newUser(rig)
    const [first, ...others] = await Promise.all([0, 1, 0, 1].map((node) => passwordStep(rig, user, rig.browser(node))))
    for (const { browser } of others) expect((await browser.send('/app/home')).status).toBe(200)
    const browser = first?.browser ?? rig.browser()
    const begun = await browser.auth.devices.begin({ method: 'email', address: user.identifier, requestKey: 'one' })
    await browser.auth.devices.confirm({ id: begun.device.id, code: rig.gateway.code(user.identifier) })
    for (const other of others) expect((await other.browser.send('/app/home')).status).toBe(401)
    expect((await browser.send('/app/vault')).status).toBe(200)
  })

  test('A13: what a client says of itself is refused or not heard', async () => {
    const rig = rigOf()
    const [person, olga] = [await newPerson(rig), await newPerson(rig, { staff: true })]
    const claims = { aal: 2, amr: ['otp'], verified: true, role: 'staff', staff: true, userId: olga.id, verifiedAt: 1 }
    const { browser } = await passwordStep(rig, person)
    const before = await browser.auth.session.read()
    const credentials = { identifier: person.identifier, password }
    for (const [key, value] of Object.entries(claims)) {
      const login = await rig.browser().post('/auth/login', { ...credentials, [key]: value })
      expect(await wordOf(login)).toBe('bad_request')
      const answer = { deviceId: person.devices.totp, code: person.phone.code(), [key]: value }
      expect(await wordOf(await browser.post('/auth/login/verify', answer))).toBe('bad_request')
    }
    const headers = new Headers(
      Object.entries(claims).flatMap(([key, value]) => [
        [key, String(value)],
        [`x-${key}`, String(value)],
      ]),
    )
    for (const name of ['x-forwarded-user', 'x-remote-user', 'x-authenticated-userid']) headers.set(name, olga.id)
    for (const [key, value] of Object.entries(claims)) browser.cookies.set(key, String(value))
    for (const path of doors) expect((await browser.send(path, { headers })).status).toBe(401)
    expect(await browser.auth.session.read()).toMatchObject({ ...before, now: expect.any(String) as string })
    await browser.auth.login.verify({ deviceId: person.devices.totp ?? '', code: person.phone.code() })
    expect((await browser.send('/app/staff', { headers })).status).toBe(403)
    expect((await (await signIn(rig, olga)).send('/app/staff')).status).toBe(200)
  })

  test('A14: a guarded route opens under no spelling, method or upgrade', async () => {
    const rig = rigOf()
    const person = await newPerson(rig)
    const { browser } = await passwordStep(rig, person)
    const paths = [
      '/app/area/page',
      '//app/area/page',
      '/app//area//page',
      '/app/area/./page',
      '/app/area/deep/../page',
      '/app/area/%70age',
      '/app/%61rea/page',
      '/%61pp/area/page',
      '/APP/AREA/PAGE',
      '/app/area/page/',
      '/app/area/page;x',
      '/app/area/page%00',
      '/app/area/page?',
      '/app/area/page#x',
      '/app/area/%2e%2e/area/page',
      '/app/area%2fpage',
      '/app/area/deep/1',
      '/app/area/deep/%2e%2e',
      String.raw`/app\area\page`,
      '/app/vault',
      '/app/%76ault',
    ]
    const secrets: string[] = []
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'TRACE']) {
        for (const extra of [
          {},
          { 'x-http-method-override': 'GET' },
          { connection: 'upgrade', upgrade: 'websocket' },
        ]) {
          const answer = await raw(rig.nodes[0]?.address ?? '', path, method, browser, extra)
          if (answer.status < 300 || answer.body.includes('secret')) secrets.push(`${method} ${path}: ${answer.status}`)
        }
      }
    }
    expect(secrets).toEqual([])
    await browser.auth.login.verify({ deviceId: person.devices.totp ?? '', code: person.phone.code() })
    expect(await (await browser.send('/app/area/page')).json()).toEqual({ secret: 'the area' })
  })
})

/** As it stands, without what a URL parser would tidy up. */
async function raw(address: string, path: string, method: string, { cookies }: Browser, extra: Record<string, string>) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const asked = request(address, { path, method, headers: { cookie, origin: 'http://localhost:3000', ...extra } })
  asked.end()
  const [response] = (await once(asked, 'response')) as [AsyncIterable<Buffer> & { readonly statusCode: number }]
  let body = ''
  for await (const chunk of response) body += chunk.toString()
  return { status: response.statusCode, body }
}
