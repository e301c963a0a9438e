import { createTestServer } from '@keystep/testing'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { LoginWizard } from './login-wizard.tsx'

const start = window.location.href

beforeEach(() => {
  // The page before, and the one of the wizard as a router leaves it.
  window.history.pushState({ key: 'before' }, '', '?before')
  window.history.pushState({ key: 'login', idx: 7 }, '', '?login')
})
afterEach(() => window.history.replaceState(null, '', start))

async function setup({ history = 'push' }: { readonly history?: 'push' | 'none' } = {}) {
  const server = await createTestServer({ people: ['ada'], start: Date.now() })
  const { ada } = server.people
  const network = { up: true }
  const visits: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (!network.up) throw new TypeError('Failed to fetch')
    return await server.fetch(input, init)
  }
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={fetch} navigate={(url) => visits.push(url)}>
        <LoginWizard history={history} />
      </KeystepProvider>
    </StrictMode>,
  )
  const name = screen.getByLabelText('E-mail or user name')
  const code = screen.getByLabelText('Code from your app')
  async function giveCredentials() {
    await userEvent.fill(name, ada.user.identifier)
    await userEvent.fill(screen.getByLabelText('Password', { exact: true }), ada.password)
    await userEvent.keyboard('{Enter}')
    await expect.element(code).toHaveFocus()
  }
  const state = async () => (await server.client.session.read()).state
  return { server, ada, screen, network, visits, name, code, giveCredentials, state }
}

const trail = () => (window.history.state as { readonly keystep?: unknown } | null)?.keystep

/** The trails of the entries that the page comes to from now on. */
function followed(): readonly unknown[] {
  const trails: unknown[] = []
  window.addEventListener('popstate', () => trails.push(trail()))
  return trails
}

test('the back button leads from the second step to the first and gives the pending login up', async () => {
  const { screen, name, giveCredentials, state } = await setup()
  await giveCredentials()
  expect(await state()).toBe('second_factor')
  window.history.back()
  await expect.element(name).toHaveFocus()
  expect(await state()).toBe('anonymous')
  expect(screen.getByText(/took too long/).query()).toBeNull()
  window.history.back()
  await expect.poll(() => window.location.search).toBe('?before')
})

test('each entry keeps what the router has in it, under the same URL', async () => {
  const { giveCredentials } = await setup()
  await expect.poll(() => window.history.state).toEqual({ key: 'login', idx: 7, keystep: ['credentials'] })
  const { length } = window.history
  await giveCredentials()
  expect(window.history.state).toEqual({ key: 'login', idx: 7, keystep: ['credentials', 'second_step'] })
  expect(window.location.search).toBe('?login')
  expect(window.history.length).toBe(length + 1)
})

test('the forward button does not lead to a login that was given up, and signing in again does', async () => {
  const { name, giveCredentials } = await setup()
  await giveCredentials()
  window.history.back()
  await expect.element(name).toHaveFocus()
  const trails = followed()
  window.history.forward()
  await expect.poll(() => trails).toEqual([['credentials', 'second_step'], ['credentials']])
  await expect.element(name).toBeVisible()
  await giveCredentials()
  expect(trail()).toEqual(['credentials', 'second_step'])
})

test('a way back on the screen takes the entry of the step away', async () => {
  const { screen, name, giveCredentials } = await setup()
  await giveCredentials()
  await screen.getByRole('button', { name: 'Not you?' }).click()
  await expect.element(name).toHaveFocus()
  await expect.poll(trail).toEqual(['credentials'])
})

test('stays at the second step where the server could not be asked', async () => {
  const { network, code, giveCredentials, state } = await setup()
  await giveCredentials()
  network.up = false
  const trails = followed()
  window.history.back()
  await expect.poll(() => trails).toEqual([['credentials'], ['credentials', 'second_step']])
  await expect.element(code).toBeVisible()
  expect(await state()).toBe('second_factor')
})

test('once signed in, the back button leaves the page', async () => {
  const { ada, screen, code, visits, giveCredentials } = await setup()
  await giveCredentials()
  await userEvent.fill(code, ada.app.code())
  await expect.poll(() => visits).toEqual(['/'])
  await expect.element(screen.getByText('You are signed in as Ada Byron.')).toBeVisible()
  window.history.back()
  await expect.poll(() => window.location.search).toBe('?before')
})

test('leaving the page cancels nothing, and coming back finds the second step', async () => {
  const first = await setup()
  await first.giveCredentials()
  await first.screen.unmount()
  expect(await first.state()).toBe('second_factor')
  const screen = await render(
    <KeystepProvider baseUrl="/auth" fetch={first.server.fetch}>
      <LoginWizard history="push" />
    </KeystepProvider>,
  )
  await expect.element(screen.getByLabelText('Code from your app')).toBeVisible()
  expect(trail()).toEqual(['credentials', 'second_step'])
  window.history.back()
  await expect.element(screen.getByLabelText('E-mail or user name')).toBeVisible()
})

test('makes no entries unless it is told to', async () => {
  const { giveCredentials } = await setup({ history: 'none' })
  const { length } = window.history
  await giveCredentials()
  expect(window.history.length).toBe(length)
  expect(window.history.state).toEqual({ key: 'login', idx: 7 })
})
