import { describe, expect, test } from 'vitest'
import { wordOf } from './rig/counts.ts'
import { newPerson, passwordStep, signIn } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'
import { password } from '../server/start-server.ts'

const rigOf = rigForTests('SQLite')

/** Thirty ways to lead somebody off this site by `next`. */
const away = [
  'https://evil.example',
  'http://evil.example/',
  '//evil.example',
  '///evil.example',
  '////evil.example/x',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  '\\/evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  'HTTPS://EVIL.EXAMPLE',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  '\u0001//evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '/%2fevil.example',
  '/%5cevil.example',
  'http://localhost:3000@evil.example',
  'http://localhost:3000.evil.example',
  '//localhost:3000@evil.example',
]

test('A55: thirty ways off this site lead nowhere, after one step and after two', async () => {
  const rig = rigOf()
  expect(away).toHaveLength(30)
  const person = await newPerson(rig)
  const credentials = { identifier: person.identifier, password }
  const browser = rig.browser()
  const kept: unknown[] = []
  for (const next of away) {
    const state = await browser.auth.login.start({ ...credentials, next })
    kept.push(state.state === 'second_factor' ? state.next : state.state)
  }
  expect(kept).toEqual(away.map(() => null))
  const verify = { deviceId: person.devices.totp ?? '', code: person.phone.code() }
  expect(await browser.auth.login.verify(verify)).toMatchObject({ next: null })
  await rig.pass(30)
  await browser.auth.login.start({ ...credentials, next: '/notes?page=2#top' })
  const again = { deviceId: person.devices.totp ?? '', code: person.phone.code() }
  expect(await browser.auth.login.verify(again)).toMatchObject({ next: '/notes?page=2#top' })
})

describe('A54: a page of another site', () => {
  const forms: Record<string, (fields: Record<string, string>) => RequestInit> = {
    'a form': (fields) => ({ body: new URLSearchParams(fields) }),
    'a form with files': (fields) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      return { body }
    },
    'a form of plain text': (fields) => ({
      body: `${JSON.stringify(fields).slice(0, -1)},"x":"="}`,
      headers: { 'content-type': 'text/plain' },
    }),
    'fetch without asking': (fields) => ({
      body: JSON.stringify(fields),
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
    }),
    'a beacon without a type': (fields) => ({ body: new Blob([JSON.stringify(fields)]) }),
    'JSON with a tail': (fields) => ({
      body: JSON.stringify(fields),
      headers: { 'content-type': 'application/json;x=text/plain' },
    }),
  }
  const origins: readonly Record<string, string>[] = [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
    { origin: 'http://localhost:3000.evil.example' },
    { origin: 'http://sibling.localhost:3000', 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin', referer: 'http://localhost:3000/' },
  ]

  test.for(Object.keys(forms))('changes nothing and sends nothing by %s', async (name) => {
    const rig = rigOf()
    const person = await newPerson(rig, { also: ['sms'] })
    const attacker = await newPerson(rig)
    const browser = await signIn(rig, person)
    const { browser: pending } = await passwordStep(rig, person)
    const before = await Promise.all([rig.store.devicesOf(person.id), browser.auth.session.read()])
    const sent = rig.gateway.messages().length
    const calls: readonly (readonly [string, Record<string, string>])[] = [
      ['/auth/login', { identifier: attacker.identifier, password }],
      ['/auth/logout', {}],
      ['/auth/disable', { confirm: 'true' }],
      ['/auth/backup-tokens', {}],
      ['/auth/devices', { method: 'sms', number: '+31612349999', requestKey: 'x' }],
      ['/app/vault', {}],
    ]
    for (const [path, fields] of [
      ...calls,
      ['/auth/login/challenge', { deviceId: person.devices.sms ?? '' }] as const,
    ]) {
      for (const origin of origins) {
        const init = forms[name]?.(fields) ?? {}
        const headers = { ...(init.headers as Record<string, string> | undefined), ...origin }
        const response = await (path.includes('challenge') ? pending : browser).send(path, {
          ...init,
          method: 'POST',
          headers,
        })
        expect([path, response.status, await wordOf(response)]).toEqual([path, 403, 'origin_rejected'])
      }
    }
    // As a link, an image or a page in a frame would ask.
    for (const path of ['/auth/logout', '/auth/disable', '/auth/login/challenge', '/auth/backup-tokens']) {
      const response = await browser.send(`${path}?_method=POST`, { headers: { 'x-http-method-override': 'POST' } })
      expect([path, response.status]).toEqual([path, 405])
    }
    const [devices, session] = await Promise.all([rig.store.devicesOf(person.id), browser.auth.session.read()])
    expect([devices, { ...session, now: '' }]).toEqual([before[0], { ...before[1], now: '' }])
    expect(rig.gateway.messages()).toHaveLength(sent)
    await browser.auth.session.logout()
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })
})

test('A56: before the password is right every answer is the same, to the order of its headers', async () => {
  const rig = rigOf()
  const [person, disabled] = [await newPerson(rig), await newPerson(rig)]
  await rig.keystep.users.disable(disabled.id)
  const attempts = {
    wrong: { identifier: person.identifier, password: 'not the password' },
    unknown: { identifier: 'nobody@example.com', password },
    disabled: { identifier: disabled.identifier, password },
    'disabled and wrong': { identifier: disabled.identifier, password: 'not the password' },
    'no name': { identifier: ' ', password },
    'a long one': { identifier: `${'x'.repeat(300)}@example.com`, password },
  }
  const answers = await Promise.all(
    Object.values(attempts).map(async (attempt) => {
      const response = await rig.browser().post('/auth/login', attempt)
      const headers = [...response.headers].filter(([name]) => name !== 'date')
      return { status: response.status, headers, body: await response.text() }
    }),
  )
  expect(answers[0]).toMatchObject({ status: 401 })
  for (const answer of answers) expect(answer).toEqual(answers[0])
  const forgotten = await Promise.all(
    [person.identifier, 'nobody@example.com', disabled.identifier].map(async (identifier) => {
      const response = await rig.browser().post('/auth/password/forgot', { identifier })
      return [response.status, await response.text()]
    }),
  )
  expect(new Set(forgotten.map(String)).size).toBe(1)
  const { browser } = await passwordStep(rig, person)
  const unknown = await Promise.all(
    [disabled.devices.totp, 'x', person.id].map(async (deviceId) => {
      const response = await browser.post('/auth/login/challenge', { deviceId })
      return [response.status, await response.text()]
    }),
  )
  expect(new Set(unknown.map(String)).size).toBe(1)
  const right = { deviceId: person.devices.totp ?? '', code: person.phone.code() }
  expect(await browser.auth.login.verify(right)).toMatchObject({ verified: true })
})
