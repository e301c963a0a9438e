import { createTestServer, type PersonName } from '@keystep/testing'
import { Component, type ReactNode, StrictMode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider, type KeystepProviderProps } from '../provider/keystep-provider.tsx'
import { LoginWizard, type LoginWizardProps } from './login-wizard.tsx'
import type { LoginResult } from './use-login.ts'

const start = window.location.href

afterEach(() => window.history.replaceState(null, '', start))

class Boundary extends Component<{ readonly children: ReactNode }, { readonly message: string | null }> {
  override readonly state = { message: null }
  static getDerivedStateFromError = (error: Error) => ({ message: error.message })
  override render() {
    return this.state.message === null ? this.props.children : <p role="alert">{this.state.message}</p>
  }
}

type SetupOptions = {
  readonly person?: PersonName
  /** Before the page shows. */
  readonly signedIn?: boolean
  readonly query?: string
  /** Seconds between that and now. */
  readonly waits?: number
  readonly wizard?: LoginWizardProps
  readonly provider?: Partial<KeystepProviderProps>
}

async function setup(options: SetupOptions) {
  const { person: name = 'mary', signedIn = false, query = '', waits = 30, wizard, provider } = options
  const server = await createTestServer({ people: [name], start: Date.now() })
  const person = server.people[name]
  const { client, clock } = server
  window.history.replaceState(null, '', `/sign-in${query}`)
  if (signedIn) {
    const state = await client.login.start({ identifier: person.user.identifier, password: person.password })
    const deviceId = state.state === 'second_factor' ? (state.devices[0]?.id ?? '') : null
    if (deviceId !== null) await client.login.verify({ deviceId, code: person.app.code() })
    clock.advance(waits)
  }
  const visits: string[] = []
  const screen = await render(
    <StrictMode>
      <Boundary>
        <KeystepProvider {...provider} baseUrl="/auth" fetch={server.fetch} navigate={(url) => visits.push(url)}>
          <LoginWizard {...wizard} />
        </KeystepProvider>
      </Boundary>
    </StrictMode>,
  )
  async function giveCredentials() {
    await userEvent.fill(screen.getByLabelText('E-mail or user name'), person.user.identifier)
    await userEvent.fill(screen.getByLabelText('Password', { exact: true }), person.password)
    await userEvent.keyboard('{Enter}')
  }
  return { server, person, screen, visits, giveCredentials, code: screen.getByLabelText('Code from your app') }
}

const needsVerification = (path: string) => path === '/vault' || path === '/vault/keys'

test.for([
  { next: '/vault/keys?of=today', afterLogin: '/', leadsTo: '/setup?next=%2Fvault%2Fkeys%3Fof%3Dtoday' },
  { next: null, afterLogin: '/vault', leadsTo: '/setup?next=%2Fvault' },
  { next: '/notes', afterLogin: '/vault', leadsTo: '/notes' },
  { next: null, afterLogin: '/', leadsTo: '/' },
])('without a device, a sign-in leads to set-up where its target asks for one: %o', async (where) => {
  const { next, afterLogin, leadsTo } = where
  const provider = { needsVerification, urls: { afterLogin } }
  const { giveCredentials, visits } = await setup({ wizard: { next }, provider })
  await giveCredentials()
  await expect.poll(() => visits).toEqual([leadsTo])
})

test('with a device, it leads to its target', async () => {
  const options = { person: 'ada', wizard: { next: '/vault' }, provider: { needsVerification } } as const
  const { giveCredentials, code, person, visits } = await setup(options)
  await giveCredentials()
  await userEvent.fill(code, person.app.code())
  await expect.poll(() => visits).toEqual(['/vault'])
})

test.for(['/vault', '/notes'])('tells the onDone of a host whether set-up comes first, for %s', async (next) => {
  const onDone = vi.fn<(result: LoginResult) => void>()
  const { giveCredentials, visits } = await setup({ wizard: { next, onDone }, provider: { needsVerification } })
  await giveCredentials()
  await expect.poll(() => onDone.mock.calls.length).toBe(1)
  expect(onDone.mock.calls[0]?.[0]).toMatchObject({ next, setUpFirst: next === '/vault' })
  expect(visits).toEqual([])
})

test('a signed-in visitor who owes nothing is sent on once', async () => {
  const options = { person: 'ada', signedIn: true, wizard: { redirectSignedIn: true, next: '/notes' } } as const
  const { visits, screen } = await setup(options)
  await expect.poll(() => visits).toEqual(['/notes'])
  expect(screen.getByRole('button').query()).toBeNull()
})

test('a visitor who signs in is sent on once', async () => {
  const { giveCredentials, visits, screen } = await setup({ wizard: { redirectSignedIn: true } })
  await giveCredentials()
  await expect.poll(() => visits).toEqual(['/'])
  await expect.element(screen.getByText('One moment')).toBeVisible()
  expect(visits).toEqual(['/'])
})

test.for(['/', '/account'])(
  'a signed-in visitor is sent to set-up first where the target asks for it: %s',
  async (to) => {
    const provider = { needsVerification: (path: string) => path === '/account', urls: { afterLogin: to } }
    const { visits } = await setup({ signedIn: true, wizard: { redirectSignedIn: true }, provider })
    await expect.poll(() => visits).toEqual([to === '/' ? '/' : '/setup?next=%2Faccount'])
  },
)

test('who verified too long ago for what sent them here is asked again, and then sent on', async () => {
  const options = { person: 'ada', signedIn: true, query: '?maxAge=60&next=/notes', waits: 90 } as const
  const { person, code, visits } = await setup({ ...options, wizard: { redirectSignedIn: true } })
  await expect.element(code).toHaveFocus()
  expect(visits).toEqual([])
  await userEvent.fill(code, person.app.code())
  await expect.poll(() => visits).toEqual(['/notes'])
})

test('who verified by another method than the page wants is asked for that one', async () => {
  const options = { person: 'ada', signedIn: true, query: '?methods=passkey,backup' } as const
  const { screen, visits } = await setup({ ...options, wizard: { redirectSignedIn: true } })
  await expect.element(screen.getByLabelText('Backup token')).toHaveFocus()
  expect(screen.getByRole('button', { name: /app/ }).query()).toBeNull()
  expect(visits).toEqual([])
})

test('a page asks for more than its wizard, never for less', async () => {
  const wizard = { redirectSignedIn: true, maxAge: 60, methods: ['totp'] }
  const options = { person: 'ada', signedIn: true, query: '?maxAge=9000&methods=totp,backup', waits: 90 } as const
  const { screen, code } = await setup({ ...options, wizard })
  await expect.element(code).toHaveFocus()
  expect(screen.getByRole('button', { name: 'Use backup tokens' }).query()).toBeNull()
})

test.for(['maxAge=soon', 'maxAge=-1', 'maxAge=1e9', 'maxAge='])('%s asks for nothing', async (query) => {
  const options = { person: 'ada', signedIn: true, query: `?${query}`, wizard: { redirectSignedIn: true } } as const
  const { visits } = await setup(options)
  await expect.poll(() => visits).toEqual(['/'])
})

test('a page that would send a signed-in visitor to itself says what to do instead', async () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => {})
  const options = { signedIn: true, query: '?next=', wizard: { redirectSignedIn: true } }
  const { screen, visits } = await setup({ ...options, provider: { urls: { afterLogin: '/sign-in' } } })
  const sentence = 'redirectSignedIn: /sign-in is this page itself.'
  await expect.poll(() => screen.container.textContent).toContain(sentence)
  expect(visits).toEqual([])
  silence.mockRestore()
})

test('a link whose next is this page leads on all the same', async () => {
  const options = { signedIn: true, query: '?next=%2Fsign-in', wizard: { redirectSignedIn: true } }
  const { visits } = await setup(options)
  await expect.poll(() => visits).toEqual(['/'])
})
