import { createTestServer } from '@keystep/testing'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { SetupWizard } from './setup-wizard.tsx'

const start = window.location.href

beforeEach(() => {
  // The page before, and the one of the wizard as a router leaves it.
  window.history.pushState({ key: 'before' }, '', '?before')
  window.history.pushState({ key: 'setup' }, '', '?setup')
})
afterEach(() => window.history.replaceState(null, '', start))

async function setup({ methods = ['totp', 'email', 'backup'] }: { methods?: ('totp' | 'email' | 'backup')[] } = {}) {
  const server = await createTestServer({ people: ['mary'], start: Date.now(), methods })
  const { mary } = server.people
  await server.client.login.start({ identifier: mary.user.identifier, password: mary.password })
  const begun: unknown[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (init?.method === 'POST' && input === '/auth/devices') begun.push(init.body)
    return await server.fetch(input, init)
  }
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={fetch}>
        <SetupWizard history="push" next="/" />
      </KeystepProvider>
    </StrictMode>,
  )
  const heading = (name: string) => screen.getByRole('heading', { name })
  const introduction = heading('Turn on two-step verification')
  const choice = heading('Choose how to verify')
  const scan = heading('Connect your authenticator app')
  const totp = screen.getByRole('button', { name: /Authenticator app/ })
  const toScan = async () => {
    await screen.getByRole('button', { name: 'Set up' }).click()
    await totp.click()
    await expect.element(scan).toHaveFocus()
  }
  return { server, mary, screen, begun, heading, introduction, choice, scan, totp, toScan }
}

const qr = () => document.querySelector('a[href^="otpauth:"]')?.getAttribute('href')
const trail = () => (window.history.state as { readonly keystep?: unknown } | null)?.keystep

test('the back button leads from the QR code to the choice and to the introduction, and then out of the page', async () => {
  const { introduction, choice, toScan } = await setup()
  await toScan()
  expect(window.history.state).toEqual({ key: 'setup', keystep: ['introduction', 'method', 'configure'] })
  window.history.back()
  await expect.element(choice).toHaveFocus()
  window.history.back()
  await expect.element(introduction).toBeVisible()
  window.history.back()
  await expect.poll(() => window.location.search).toBe('?before')
})

test('the forward button leads on again, to the QR code that was scanned', async () => {
  const { introduction, choice, scan, toScan, begun } = await setup()
  await toScan()
  const scanned = qr()
  window.history.go(-2)
  await expect.element(introduction).toBeVisible()
  window.history.forward()
  await expect.element(choice).toBeVisible()
  window.history.forward()
  await expect.element(scan).toBeVisible()
  expect(qr()).toBe(scanned)
  expect(begun).toHaveLength(1)
})

test('going back cancels nothing: the same method again finds the QR code that was scanned', async () => {
  const { choice, scan, totp, toScan, begun } = await setup()
  await toScan()
  const scanned = qr()
  window.history.back()
  await expect.element(choice).toBeVisible()
  await totp.click()
  await expect.element(scan).toHaveFocus()
  expect(qr()).toBe(scanned)
  expect(begun).toHaveLength(1)
  expect(trail()).toEqual(['introduction', 'method', 'configure'])
})

test('another method after going back begins another enrolment', async () => {
  const { screen, server, choice, toScan, heading, begun } = await setup()
  await toScan()
  window.history.back()
  await expect.element(choice).toBeVisible()
  await screen.getByRole('button', { name: /E-mail/ }).click()
  await expect.element(heading('Look into your mailbox')).toBeVisible()
  expect(begun).toHaveLength(2)
  expect(server.inbox.messages).toHaveLength(1)
})

test('with one method the back button leads from the QR code to the introduction', async () => {
  const { screen, introduction, scan, begun } = await setup({ methods: ['totp', 'backup'] })
  await screen.getByRole('button', { name: 'Set up' }).click()
  await expect.element(scan).toHaveFocus()
  window.history.back()
  await expect.element(introduction).toBeVisible()
  await screen.getByRole('button', { name: 'Set up' }).click()
  await expect.element(scan).toHaveFocus()
  expect(begun).toHaveLength(1)
})

test('a way back on the screen takes the entry of the step away', async () => {
  const { screen, choice, toScan } = await setup()
  await toScan()
  await screen.getByRole('button', { name: 'Choose another way' }).click()
  await expect.element(choice).toBeVisible()
  await expect.poll(trail).toEqual(['introduction', 'method'])
})

test('once it is on, the back button leaves the page', async () => {
  const { screen, mary, heading, toScan } = await setup()
  await toScan()
  mary.app.scan(qr() ?? '')
  await userEvent.fill(screen.getByLabelText('Code your app shows now'), mary.app.code())
  await expect.element(heading('Save your backup tokens')).toBeVisible()
  window.history.back()
  await expect.poll(() => window.location.search).toBe('?before')
  await expect.element(heading('Save your backup tokens')).toBeVisible()
})
