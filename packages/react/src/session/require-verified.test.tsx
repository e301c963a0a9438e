import { createTestServer } from '@keystep/testing'
import { StrictMode, useEffect } from 'react'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { RequireVerified, type RequireVerifiedProps } from './require-verified.tsx'
import { useSession } from './use-session.ts'

const mounted = vi.fn<() => void>()

function Letter() {
  useEffect(mounted, [])
  return <textarea aria-label="Letter" />
}

function Refresh() {
  const { refresh } = useSession()
  return <button onClick={() => void refresh()}>Look again</button>
}

async function setup(props: RequireVerifiedProps = {}) {
  mounted.mockClear()
  const server = await createTestServer({ people: ['ada', 'olga'], start: Date.now() })
  const { ada } = server.people
  async function signIn({ user, password, app }: typeof ada) {
    const state = await server.client.login.start({ identifier: user.identifier, password })
    if (state.state !== 'second_factor') throw new Error('everybody here has a device')
    server.clock.advance(30)
    await server.client.login.verify({ deviceId: state.devices[0]?.id ?? '', code: app.code() })
    server.clock.advance(30)
  }
  await signIn(ada)
  const visits: string[] = []
  const page = (
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={server.fetch} navigate={(url) => visits.push(url)}>
        <Refresh />
        <RequireVerified maxAge={300} {...props}>
          <Letter />
        </RequireVerified>
      </KeystepProvider>
    </StrictMode>
  )
  const screen = await render(page)
  const letter = screen.getByLabelText('Letter')
  const lookAgain = () => screen.getByRole('button', { name: 'Look again' }).click()
  return { server, ada, signIn, visits, screen, letter, lookAgain, code: screen.getByLabelText('Code from your app') }
}

async function typedAndTooOld(props?: RequireVerifiedProps) {
  const page = await setup(props)
  await userEvent.fill(page.letter, 'Dear Charles')
  page.server.clock.advance(10 * 60)
  await page.lookAgain()
  return page
}

test('what was typed stays while the user verifies again, and goes on where it was', async () => {
  const { letter, code, ada, screen } = await typedAndTooOld()
  await expect.element(code).toHaveFocus()
  await expect.element(letter).toBeVisible()
  await userEvent.fill(code, ada.app.code())
  await expect.poll(() => screen.getByRole('dialog').query()).toBeNull()
  await expect.element(letter).toHaveValue('Dear Charles')
  await userEvent.type(letter, ', how are you')
  await expect.element(letter).toHaveValue('Dear Charles, how are you')
  // Once more by StrictMode, as each is mounted twice there.
  expect(mounted).toHaveBeenCalledTimes(2)
})

test('whoever does not verify sees it out of reach, and can still verify', async () => {
  const { letter, code, ada, screen } = await typedAndTooOld()
  await expect.element(code).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(screen.getByRole('heading', { name: 'Please verify that it is you' })).toHaveFocus()
  expect(letter.element().closest('[inert]')).not.toBeNull()
  await screen.getByRole('button', { name: 'Verify' }).click()
  await userEvent.fill(code, ada.app.code())
  await expect.poll(() => letter.element().closest('[inert]')).toBeNull()
  await expect.element(letter).toHaveValue('Dear Charles')
  expect(screen.getByRole('heading', { name: 'Please verify that it is you' }).query()).toBeNull()
})

test('asks by the dialog too where it would verify in place, once it was shown', async () => {
  const { letter, code, screen } = await typedAndTooOld({ onUnverified: 'ask' })
  await expect.element(code).toHaveFocus()
  await expect.element(screen.getByRole('dialog')).toBeVisible()
  await expect.element(letter).toHaveValue('Dear Charles')
})

test('nothing is mounted before the server said yes', async () => {
  const { screen, letter, code } = await setup({ maxAge: 10 })
  await expect.element(code).toHaveFocus()
  expect(mounted).not.toHaveBeenCalled()
  await userEvent.keyboard('{Escape}')
  await expect.element(screen.getByRole('button', { name: 'Verify' })).toBeVisible()
  expect(letter.query()).toBeNull()
  expect(mounted).not.toHaveBeenCalled()
})

test('where the session ended it goes', async () => {
  const { server, letter, lookAgain, visits } = await setup()
  await userEvent.fill(letter, 'Dear Charles')
  await server.client.session.logout()
  await lookAgain()
  await expect.poll(() => visits).toEqual([expect.stringMatching(/^\/login\?next=/)])
  expect(letter.query()).toBeNull()
})

test('where the device is gone it goes', async () => {
  const { server, screen, letter, lookAgain } = await setup()
  await userEvent.fill(letter, 'Dear Charles')
  await server.client.devices.disable({ confirm: true })
  await lookAgain()
  await expect.element(screen.getByRole('heading', { name: /needs two-step verification/ })).toBeVisible()
  expect(letter.query()).toBeNull()
})

test('what one user was shown is not kept for the next', async () => {
  const { server, signIn, letter, lookAgain, code } = await setup()
  await userEvent.fill(letter, 'Dear Charles')
  await signIn(server.people.olga)
  server.clock.advance(10 * 60)
  await lookAgain()
  await expect.element(code).toHaveFocus()
  expect(letter.query()).toBeNull()
})

test('a host that says itself what a denied visitor sees gets its words in place of it', async () => {
  const { screen, letter } = await typedAndTooOld({ denied: (code) => <p>Not now ({code})</p> })
  await expect.element(screen.getByText('Not now (step_up_required)')).toBeVisible()
  expect(letter.query()).toBeNull()
  expect(screen.getByRole('dialog').query()).toBeNull()
})
