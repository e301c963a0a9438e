import { createTestServer, type PersonName } from '@keystep/testing'
import { Profiler, StrictMode, useState } from 'react'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import type { AnswerProps, Method } from '../methods/method.ts'
import { totpMethod } from '../methods/totp/totp-method.tsx'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { LoginWizard } from './login-wizard.tsx'
import type { LoginResult } from './use-login.ts'

type SetupOptions = {
  readonly next?: string
  readonly person?: PersonName
  readonly method?: Method
  readonly allowedNextOrigins?: readonly string[]
}

async function setup(options: SetupOptions = {}) {
  const { next, person: name = 'ada', method = totpMethod, allowedNextOrigins = [] } = options
  const server = await createTestServer({ people: [name, 'olga'], start: Date.now(), allowedNextOrigins })
  const person = server.people[name]
  const onDone = vi.fn<(result: LoginResult) => void>()
  const verifications = vi.fn<() => void>()
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (typeof input === 'string' && input.endsWith('/login/verify')) verifications()
    return await server.fetch(input, init)
  }
  function Host() {
    const [count, setCount] = useState(0)
    return (
      <>
        <button onClick={() => setCount(count + 1)}>Render {count}</button>
        {/* New functions each time, as hosts have them. */}
        <LoginWizard next={next} onDone={(result) => onDone(result)} onError={() => {}} onStepChange={() => {}} />
      </>
    )
  }
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={fetch} methods={[method]}>
        <Host />
      </KeystepProvider>
    </StrictMode>,
  )
  async function giveCredentials() {
    await userEvent.fill(screen.getByLabelText('E-mail or user name'), person.user.identifier)
    await userEvent.fill(screen.getByLabelText('Password', { exact: true }), person.password)
    await userEvent.keyboard('{Enter}')
  }
  const code = screen.getByLabelText('Code from your app')
  return { server, person, screen, code, giveCredentials, onDone, verifications }
}

test('ends with the session and where the user was heading', async () => {
  const { person, code, giveCredentials, onDone, verifications } = await setup({ next: '/notes?of=today' })
  await giveCredentials()
  await userEvent.fill(code, person.app.code())
  await expect.poll(() => onDone.mock.calls.length).toBe(1)
  expect(onDone.mock.calls[0]?.[0]).toMatchObject({
    next: '/notes?of=today',
    session: { state: 'signed_in', verified: true, user: { id: 'ada' } },
  })
  expect(verifications).toHaveBeenCalledTimes(1)
})

test.for([
  '//evil.example',
  'https://evil.example/',
  String.raw`/\evil.example`,
  'javascript:alert(1)',
  '/%2fevil.example',
])('leads nowhere in particular instead of to %s', async (next) => {
  const { giveCredentials, onDone } = await setup({ next, person: 'mary' })
  await giveCredentials()
  await expect.poll(() => onDone.mock.calls.length).toBe(1)
  expect(onDone.mock.calls[0]?.[0].next).toBeNull()
})

test('leads to another origin that the server allows, through the second step, and only this once', async () => {
  const next = 'https://docs.acme.example/start'
  const options = { next, allowedNextOrigins: ['https://docs.acme.example'] }
  const { server, person, screen, code, giveCredentials, onDone } = await setup(options)
  await giveCredentials()
  await userEvent.fill(code, person.app.code())
  await expect.poll(() => onDone.mock.calls.length).toBe(1)
  expect(onDone.mock.calls[0]?.[0].next).toBe(next)
  expect(await server.client.session.read()).not.toHaveProperty('next')
  await userEvent.click(screen.getByRole('button', { name: 'Go on' }))
  expect(onDone.mock.calls[1]?.[0].next).toBeNull()
})

test('begins the second step anew where somebody else owes it now, in another tab of this browser', async () => {
  const { server, person, screen, code, giveCredentials } = await setup()
  await giveCredentials()
  await expect.element(code).toHaveFocus()
  const { user, password } = server.people.olga
  await server.client.login.start({ identifier: user.identifier, password })
  await userEvent.fill(code, person.app.code())
  await expect.element(screen.getByText(`Signing in as ${user.name}`)).toBeVisible()
  await expect.element(code).toHaveFocus()
  await expect.element(code).toHaveValue('')
  for (const said of ['status', 'alert']) expect(screen.getByRole(said).elements()).toEqual([])
})

test('keeps what was typed when the host renders again after a wrong code', async () => {
  const { screen, code, giveCredentials } = await setup()
  await giveCredentials()
  await userEvent.fill(code, '000000')
  await expect.element(code).toBeInvalid()
  await expect.element(code).toHaveValue('')
  await userEvent.fill(code, '12')
  await screen.getByRole('button', { name: /^Render/ }).click()
  await expect.element(screen.getByRole('button', { name: 'Render 1' })).toBeVisible()
  await expect.element(code).toHaveValue('12')
})

test('a key typed renders the field alone', async () => {
  const step = vi.fn<() => void>()
  const field = vi.fn<() => void>()
  function Answer(props: AnswerProps) {
    return (
      <Profiler id="field" onRender={field}>
        <totpMethod.Answer {...props} />
      </Profiler>
    )
  }
  // The sentence above the field is asked for by each render of the step.
  const lede: Method['lede'] = (...about) => {
    step()
    return totpMethod.lede(...about)
  }
  const { code, giveCredentials } = await setup({ method: { ...totpMethod, Answer, lede } })
  await giveCredentials()
  await expect.element(code).toHaveFocus()
  await userEvent.keyboard('1')
  step.mockClear()
  for (const key of '2345') {
    field.mockClear()
    // oxlint-disable-next-line no-await-in-loop -- one key after the other
    await userEvent.keyboard(key)
    expect(field.mock.calls.length).toBeLessThanOrEqual(2)
  }
  await expect.element(code).toHaveValue('12345')
  expect(step).not.toHaveBeenCalled()
})
