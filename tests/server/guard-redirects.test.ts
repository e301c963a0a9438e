import { describe, expect, test } from 'vitest'
import type { GuardOptions } from '@keystep/server'
import { startServer, type StartOptions } from './start-server.ts'

async function setup(options: GuardOptions, start: StartOptions = {}) {
  const server = startServer(start)
  server.app.get('/vault/:id', server.keystep.requireVerified(options), (c) => c.text('open'))
  server.app.get('/home', server.keystep.requireLogin(options), (c) => c.text('in'))
  const { browser: verified } = await server.signUpWithPhone('ada')
  await server.signUp('mary', { language: 'en' })
  const { browser: withoutDevice } = await server.passwordStep('mary')
  return { server, anonymous: server.browser(), verified, withoutDevice }
}

const path = '/vault/7?tab=a&b=c%20d'
const next = 'next=%2Fvault%2F7%3Ftab%3Da%26b%3Dc%2520d'

describe('onAnonymous', () => {
  test('sends nobody to sign in, with the way back', async () => {
    const { anonymous } = await setup({ onAnonymous: { redirect: '/sign-in' } })
    const response = await anonymous.send(path)
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe(`/sign-in?${next}`)
  })

  test('rules a verification that is too old, and says what is wished for', async () => {
    const { server, verified } = await setup({
      onAnonymous: { redirect: '/sign-in' },
      maxAge: 60,
      methods: ['totp', 'sms'],
    })
    expect((await verified.send(path)).status).toBe(200)
    server.pass(61)
    const response = await verified.send(path)
    expect(response.headers.get('location')).toBe(`/sign-in?${next}&maxAge=60&methods=totp%2Csms`)
  })

  test('rules a session whose device did not verify it', async () => {
    const { server, verified } = await setup({ onAnonymous: { redirect: '/sign-in' } })
    const tablet = await server.enrol(verified, 'Tablet')
    await verified.auth.devices.remove({ id: tablet.deviceId })
    expect((await verified.send(path)).headers.get('location')).toBe(`/sign-in?${next}`)
  })

  test('does not rule a user without a device', async () => {
    const { withoutDevice } = await setup({ onAnonymous: { redirect: '/sign-in' } })
    expect((await withoutDevice.send(path)).status).toBe(403)
  })

  test.for([
    ['/sign-in?lang=nl', `/sign-in?lang=nl&${next}`],
    ['/sign-in#top', `/sign-in?${next}#top`],
    ['https://id.example/in?x#y', `https://id.example/in?x&${next}#y`],
  ] as const)('adds to %s what is missing', async ([redirect, location]) => {
    const { anonymous } = await setup({ onAnonymous: { redirect } })
    expect((await anonymous.send(path)).headers.get('location')).toBe(location)
  })

  test('can be told by a function of the request', async () => {
    const { anonymous } = await setup({
      onAnonymous: { redirect: (request) => `/sign-in/${new URL(request.url).pathname.split('/')[2]}` },
    })
    expect((await anonymous.send(path)).headers.get('location')).toBe(`/sign-in/7?${next}`)
  })

  test('names the way back as nextParam says, or not at all', async () => {
    const named = await setup({ onAnonymous: { redirect: '/sign-in' }, nextParam: 'from' })
    expect((await named.anonymous.send('/vault/7')).headers.get('location')).toBe('/sign-in?from=%2Fvault%2F7')
    const none = await setup({ onAnonymous: { redirect: '/sign-in' }, nextParam: null })
    expect((await none.anonymous.send('/vault/7')).headers.get('location')).toBe('/sign-in')
  })

  test('works for requireLogin too', async () => {
    const { anonymous, withoutDevice } = await setup({ onAnonymous: { redirect: '/sign-in' } })
    expect((await anonymous.send('/home')).headers.get('location')).toBe('/sign-in?next=%2Fhome')
    expect(await (await withoutDevice.send('/home')).text()).toBe('in')
  })
})

describe('onUnverified', () => {
  test('sends a user without a device to set-up, with the way back and no wish', async () => {
    const { withoutDevice, anonymous } = await setup({ onUnverified: { redirect: '/set-up' }, maxAge: 60 })
    const response = await withoutDevice.send(path)
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe(`/set-up?${next}`)
    expect((await anonymous.send(path)).status).toBe(401)
  })

  test('explain answers a browser with a page', async () => {
    const { withoutDevice } = await setup({ onUnverified: 'explain' }, { setupUrl: '/set-up?a=1&b="2"' })
    const response = await withoutDevice.send(path, { headers: { accept: 'text/html,application/xhtml+xml' } })
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    const page = await response.text()
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('<h1>Two-step verification is needed here</h1>')
    expect(page).toContain('<a href="/set-up?a=1&amp;b=&quot;2&quot;">Turn on two-step verification</a>')
    expect(page).not.toMatch(/<(script|style)/)
  })

  test('explain has no link without a set-up page', async () => {
    const { withoutDevice } = await setup({ onUnverified: 'explain' })
    const response = await withoutDevice.send(path, { headers: { accept: 'text/html' } })
    expect(await response.text()).not.toContain('<a ')
  })

  test('explain answers anything else with a problem', async () => {
    const { withoutDevice } = await setup({ onUnverified: 'explain' })
    const response = await withoutDevice.send(path, { headers: { accept: 'application/json' } })
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'enrolment_required', status: 403 })
  })
})
