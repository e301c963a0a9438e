import { expect, test } from 'vitest'
import type { Browser } from '../server/browser.ts'
import { refusal } from '../server/start-server.ts'
import { atSecondStep, type SecondStepOptions } from './at-second-step.ts'

const hours = 3600
const cookie = 'keystep-trust'

/** Ada, signed in by password and code, in a browser that she asked to be trusted, or not, and signed out of again. */
async function signedOut(trustBrowser: boolean, options: SecondStepOptions = {}) {
  const ada = await atSecondStep({ trustSeconds: 4 * hours, ...options })
  const { browser, deviceId, phone } = ada
  const code = phone.code()
  await browser.auth.login.verify({ deviceId, code, ...(trustBrowser && { trustBrowser }) })
  await browser.auth.session.logout()
  const start = async (from: Browser = browser) => (await ada.server.passwordStep('ada', from)).state
  return { ...ada, start }
}

test('27: a browser that is trusted holds one cookie, and the password alone opens what accepts that', async () => {
  const { server, browser, start } = await signedOut(true, {
    routes(app, keystep) {
      app.get('/vault', keystep.requireVerified(), (c) => c.text('the vault'))
      app.get('/shelf', keystep.requireVerified({ acceptTrustedBrowser: true }), (c) => c.text('the shelf'))
    },
  })
  const verified = server.listen('user.verified')
  expect([...browser.cookies.keys()]).toEqual([cookie, 'keystep-recognised'])
  expect(await start()).toMatchObject({ state: 'signed_in', trustedBrowser: true, verified: false, device: null })
  expect(await (await browser.send('/shelf')).text()).toBe('the shelf')
  expect(await (await browser.send('/vault')).json()).toMatchObject({ code: 'verification_required' })
  expect(verified).toEqual([])
})

test.for([
  [180, '3 minutes'],
  [4 * hours, '4 hours'],
  [5 * 24 * hours, '5 days'],
  [0, 'no time'],
] as const)('28: %i seconds are told as they are, for a label that says %s', async ([trustSeconds]) => {
  const { state } = await atSecondStep({ trustSeconds })
  expect(state).toMatchObject({ trustSeconds: trustSeconds === 0 ? null : trustSeconds })
})

test('29: a browser that was not to be trusted holds no cookie, and the code is asked again', async () => {
  const { browser, start } = await signedOut(false)
  expect([...browser.cookies.keys()]).toEqual(['keystep-recognised'])
  expect(await start()).toMatchObject({ state: 'second_factor' })
})

test('30: a trust that is over asks for the code, and its cookie is cleared in the browser', async () => {
  const { server, browser, start } = await signedOut(true)
  server.pass(4 * hours - 1)
  expect(await start()).toMatchObject({ state: 'signed_in', trustedBrowser: true })
  server.pass(1)
  expect(await start()).toMatchObject({ state: 'second_factor' })
  expect(browser.cookies.has(cookie)).toBe(false)
})

test('31: a cookie that was tampered with asks for the code', async () => {
  const { browser, start } = await signedOut(true)
  const genuine = browser.cookies.get(cookie) ?? ''
  for (const forged of [genuine.slice(0, -1), `${genuine}A`, genuine.toLowerCase(), 'a:b', '', 'tru_']) {
    const other = browser.copy()
    other.cookies.set(cookie, forged)
    expect(await start(other)).toMatchObject({ state: 'second_factor' })
  }
})

test('32: forged cookies cost nothing: no device waits, and the genuine one still works', async () => {
  const { server, browser, start, deviceId, phone } = await signedOut(true)
  const other = browser.copy()
  for (let tries = 0; tries < 20; tries++) {
    other.cookies.set(cookie, `tru_${String(tries).padEnd(43, 'A')}`)
    expect(await start(other)).toMatchObject({ state: 'second_factor', devices: [{ lockedUntil: null }, {}] })
  }
  expect((await server.store.devicesOf('ada')).map(({ failures }) => failures)).toEqual([0, 0])
  expect(await start()).toMatchObject({ state: 'signed_in', trustedBrowser: true })
  server.pass(30)
  expect(await other.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
})

test('35: the cookie is a random token for one user, says nothing, and only its hash is kept', async () => {
  const kept: unknown[] = []
  const { server, browser, start } = await signedOut(true, {
    throughStore: (store) => ({
      ...store,
      async finishLogin(finish) {
        kept.push(finish.trust)
        return await store.finishLogin(finish)
      },
    }),
  })
  const value = browser.cookies.get(cookie) ?? ''
  const [, family = '', turn = ''] = /^tru_([\w-]{43})\.([\w-]{22})$/.exec(value) ?? []
  expect(family).not.toBe('')
  const hashes = { tokenHash: expect.any(String) as string, turnHash: expect.any(String) as string }
  expect(kept).toEqual([{ ...hashes, lifetime: 4 * hours * 1000, replaces: null, browser: null }])
  for (const part of [family, turn]) expect(JSON.stringify(kept)).not.toContain(part)

  const bob = await server.signUpWithPhone('bob')
  await bob.browser.auth.session.logout()
  bob.browser.cookies.set(cookie, value)
  expect((await server.passwordStep('bob', bob.browser)).state).toMatchObject({ state: 'second_factor' })
  await expect(
    bob.browser.auth.login.verify({ deviceId: bob.deviceId, code: bob.phone.wrongCode() }),
  ).rejects.toMatchObject(refusal('invalid_code', { triesLeft: 3 }))
  expect(await start()).toMatchObject({ state: 'signed_in', trustedBrowser: true })
})
