import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import type { Browser } from '../server/browser.ts'
import { password } from '../server/start-server.ts'
import { wordOf } from './rig/counts.ts'
import type { Rig } from './rig/open-rig.ts'
import { newPerson, noteTokens, passwordStep, type Person, signIn } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

const remove = (path: string) => (browser: Browser) => browser.send(path, { method: 'DELETE' })

/** Whatever changes what protects an account, by a request that would be right. */
function changes({ devices }: Person): Record<string, (browser: Browser) => Promise<Response>> {
  return {
    add: (browser) => browser.post('/auth/devices', { method: 'totp', requestKey: crypto.randomUUID() }),
    remove: remove(`/auth/devices/${devices.email}`),
    regenerate: (browser) => browser.post('/auth/backup-tokens', {}),
    'change the password': (browser) =>
      browser.post('/auth/password', { currentPassword: password, newPassword: 'another horse battery' }),
    'end other sessions': remove('/auth/sessions'),
    disable: (browser) => browser.post('/auth/disable', { confirm: true }),
  }
}

async function trusting(rig: Rig, person: Person): Promise<Browser> {
  const { browser } = await passwordStep(rig, person)
  const answer = { deviceId: person.devices.totp ?? '', code: person.phone.code(), trustBrowser: true }
  await browser.auth.login.verify(answer)
  noteTokens(rig, browser)
  return browser
}

type Weak = {
  readonly which: string
  readonly open: (rig: Rig, person: Person) => Promise<Browser>
  readonly status: number
  readonly code: string
}

const weakOnes: readonly Weak[] = [
  {
    which: 'a session that was verified six minutes ago',
    status: 403,
    code: 'step_up_required',
    async open(rig, person) {
      const browser = await signIn(rig, person)
      await rig.pass(360)
      return browser
    },
  },
  {
    which: 'a session that a trusted browser opened',
    status: 403,
    code: 'verification_required',
    async open(rig, person) {
      const browser = await trusting(rig, person)
      await browser.auth.session.logout()
      const { state } = await passwordStep(rig, person, browser)
      expect(state).toMatchObject({ state: 'signed_in', verified: false, trustedBrowser: true })
      return browser
    },
  },
  {
    which: 'a pending login',
    status: 401,
    code: 'unauthenticated',
    open: async (rig, person) => (await passwordStep(rig, person)).browser,
  },
  {
    which: 'a token that a step-up replaced',
    status: 403,
    code: 'step_up_required',
    async open(rig, person) {
      const browser = await signIn(rig, person)
      const former = browser.copy()
      await rig.pass(30)
      await browser.auth.stepUp.verify({ deviceId: person.devices.totp ?? '', code: person.phone.code() })
      return former
    },
  },
]

describe.skipIf(!hasPostgres)('what protects an account, each request to the other process', () => {
  const rigOf = rigForTests('PostgreSQL')

  test.for(weakOnes)('A30: is not changed by $which', async ({ open, status, code }) => {
    const rig = rigOf()
    const person = await newPerson(rig, { also: ['email'] })
    const browser = await open(rig, person)
    const before = await rig.store.devicesOf(person.id)
    for (const [name, change] of Object.entries(changes(person))) {
      const response = await change(browser)
      expect([name, response.status, await wordOf(response)]).toEqual([name, status, code])
    }
    expect(await rig.store.devicesOf(person.id)).toEqual(before)
    await rig.pass(60)
    // Whoever is verified just now changes all of it; each with what the one before left.
    const owner = await signIn(rig, person)
    for (const [name, change] of Object.entries(changes(person))) {
      expect([name, (await change(owner)).status]).toEqual([name, 200])
    }
    expect(await rig.store.devicesOf(person.id)).toEqual([])
  })

  test('A31: no second device comes over the first one, by any step of its own', async () => {
    const rig = rigOf()
    const person = await newPerson(rig)
    const browser = await signIn(rig, person)
    await rig.pass(301)
    const list = () => rig.store.devicesOf(person.id)
    const before = await list()
    const begin = { method: 'sms', number: '+31612340001', requestKey: 'one' }
    const attempts = {
      begin: await browser.post('/auth/devices', begin),
      'begin by GET': await browser.send('/auth/devices?method=sms&number=%2B31612340001&requestKey=one'),
      'confirm first': await browser.post(`/auth/devices/${person.devices.totp}/confirm`, {
        code: person.phone.code(),
      }),
      'send first': await browser.post(`/auth/devices/${person.devices.totp}/challenge`, {}),
      'make default': await browser.send(`/auth/devices/${person.devices.backup}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ default: true }),
      }),
    }
    const answers = await Promise.all(
      Object.entries(attempts).map(async ([name, response]) => [name, response.status, await wordOf(response)]),
    )
    expect(answers).toEqual([
      ['begin', 403, 'step_up_required'],
      ['begin by GET', 200, '200'],
      ['confirm first', 404, 'not_found'],
      ['send first', 404, 'not_found'],
      ['make default', 403, 'step_up_required'],
    ])
    expect(await list()).toEqual(before)
    expect(rig.gateway.messages('+31612340001')).toEqual([])
    await browser.auth.stepUp.verify({ deviceId: person.devices.totp ?? '', code: person.phone.code() })
    const begun = await browser.auth.devices.begin(begin)
    await browser.auth.devices.confirm({ id: begun.device.id, code: rig.gateway.code('+31612340001') })
    expect(await list()).toHaveLength(3)
  })

  test('A33: an enrolment that is begun and left leaves the old app as it was', async () => {
    const rig = rigOf()
    const person = await newPerson(rig)
    const browser = await signIn(rig, person)
    const before = await rig.store.devicesOf(person.id)
    for (const requestKey of ['one', 'two']) {
      const { otpauthUri } = await browser.auth.devices.begin({ method: 'totp', requestKey })
      expect(otpauthUri).toMatch(/^otpauth:/)
    }
    expect(await rig.store.devicesOf(person.id)).toEqual(before)
    await browser.auth.session.logout()
    await rig.pass(30)
    expect((await (await signIn(rig, person)).send('/app/late')).status).toBe(200)
  })

  test('A35: a trusted browser is asked again after whatever changed the account, in every process', async () => {
    const rig = rigOf()
    const ends: Record<string, (person: Person) => Promise<unknown>> = {
      'the app resets the user': (person) => rig.keystep.resetUser(person.id),
      'the app says that the password changed': (person) => rig.keystep.passwordChanged(person.id),
      'the app disables and enables the user': async (person) => {
        await rig.keystep.users.disable(person.id)
        await rig.keystep.users.enable(person.id)
      },
      'the password is set anew': (person) => rig.past.passwords.set(person.id, password),
    }
    for (const [name, end] of Object.entries(ends)) {
      const person = await newPerson(rig)
      const browser = await trusting(rig, person)
      await end(person)
      const { state } = await passwordStep(rig, person, browser)
      const asked =
        name === 'the app resets the user' ? { verified: false, trustedBrowser: false } : { state: 'second_factor' }
      expect([name, state]).toMatchObject([name, asked])
    }
    const trusted = await newPerson(rig)
    const kept = await trusting(rig, trusted)
    expect((await passwordStep(rig, trusted, kept)).state).toMatchObject({ trustedBrowser: true })
    // A later user of the same id is somebody else.
    await rig.keystep.users.delete(trusted.id)
    await rig.past.passwords.create({ id: trusted.id, identifier: trusted.identifier }, password)
    expect((await passwordStep(rig, trusted, kept)).state).toMatchObject({ trustedBrowser: false, hasDevice: false })
  })

  test('A37: a backup token verifies once, says how many are left, and opens what a second factor opens', async () => {
    const rig = rigOf()
    const person = await newPerson(rig)
    const deviceId = person.devices.backup ?? ''
    const [first = '', second = ''] = person.backupTokens
    const { browser } = await passwordStep(rig, person)
    const signedIn = await browser.auth.login.verify({ deviceId, code: first })
    expect(signedIn).toMatchObject({ verified: true, device: { method: 'backup' } })
    const { devices } = await browser.auth.devices.list()
    expect(devices.find(({ id }) => id === deviceId)).toMatchObject({ tokensLeft: 9 })
    const { browser: other } = await passwordStep(rig, person)
    expect(await wordOf(await other.post('/auth/login/verify', { deviceId, code: first }))).toBe('invalid_code')
    await rig.pass(301)
    expect(await wordOf(await browser.post('/auth/disable', { confirm: true }))).toBe('step_up_required')
    await browser.auth.stepUp.verify({ deviceId, code: second })
    expect(await browser.auth.devices.disable({ confirm: true })).toMatchObject({ hasDevice: false, verified: false })
    expect(await rig.store.devicesOf(person.id)).toEqual([])
    expect(await wordOf(await other.post('/auth/login/verify', { deviceId, code: second }))).toBe('login_expired')
  })
})
