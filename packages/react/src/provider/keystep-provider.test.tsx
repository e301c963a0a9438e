import { createTestServer, type PersonName } from '@keystep/testing'
import { memo, useState } from 'react'
import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { LoginWizard } from '../login/login-wizard.tsx'
import { useKeystep } from './keystep-context.ts'
import { KeystepProvider, type KeystepProviderProps } from './keystep-provider.tsx'

async function atSecondStep(props: Partial<KeystepProviderProps>, name: PersonName = 'ada') {
  const server = await createTestServer({ people: [name], start: Date.now() })
  const { user, password } = server.people[name]
  await server.client.login.start({ identifier: user.identifier, password })
  return await render(
    <KeystepProvider {...props} baseUrl="/auth" fetch={server.fetch}>
      <LoginWizard />
    </KeystepProvider>,
  )
}

const rendered = vi.fn<() => void>()

const Consumer = memo(function Consumer() {
  rendered()
  return <p>{useKeystep().messages.signIn}</p>
})

/** Gives everything inline, as hosts write it. */
function Host() {
  const [count, setCount] = useState(0)
  return (
    <KeystepProvider
      baseUrl="/auth"
      fetch={(input, init) => fetch(input, init)}
      navigate={() => {}}
      needsVerification={() => false}
      urls={{ login: '/sign-in' }}
      slots={{}}
      classNames={{ card: 'mine' }}
      methods={(own) => own.filter(({ method }) => method !== 'backup')}
      messages={{ signIn: count < 2 ? 'Come in' : 'Enter' }}
    >
      <button onClick={() => setCount(count + 1)}>Render {count}</button>
      <Consumer />
    </KeystepProvider>
  )
}

test('what reads the context renders when something in it changed, and not with the parent of the provider', async () => {
  const screen = await render(<Host />)
  rendered.mockClear()
  await screen.getByRole('button').click()
  await expect.element(screen.getByRole('button', { name: 'Render 1' })).toBeVisible()
  expect(rendered).not.toHaveBeenCalled()
  await screen.getByRole('button').click()
  await expect.element(screen.getByText('Enter')).toBeVisible()
  expect(rendered).toHaveBeenCalledTimes(1)
})

/** Methods that are new each time they are asked for. */
function Fresh() {
  const [count, setCount] = useState(0)
  return (
    <KeystepProvider baseUrl="/auth" methods={(own) => own.map((method) => ({ ...method }))}>
      <button onClick={() => setCount(count + 1)}>Render {count}</button>
    </KeystepProvider>
  )
}

test('a function that makes new methods each time does no harm', async () => {
  const screen = await render(<Fresh />)
  await screen.getByRole('button').click()
  await expect.element(screen.getByRole('button', { name: 'Render 1' })).toBeVisible()
})

function Go() {
  const { navigate } = useKeystep()
  return <button onClick={() => navigate('/home')}>Go</button>
}

test('calls the navigate of the last render', async () => {
  const visits: string[] = []
  const page = (prefix: string) => (
    <KeystepProvider baseUrl="/auth" navigate={(url) => visits.push(prefix + url)}>
      <Go />
    </KeystepProvider>
  )
  const screen = await render(page('/a'))
  await screen.rerender(page('/b'))
  await screen.getByRole('button').click()
  expect(visits).toEqual(['/b/home'])
})

test('hides a method that was taken out, whatever the server offers', async () => {
  const screen = await atSecondStep({ methods: (own) => own.filter(({ method }) => method !== 'backup') })
  await expect.element(screen.getByLabelText('Code from your app')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Use backup tokens' }).query()).toBeNull()
})

test('says that there is no way where every method was taken out', async () => {
  const screen = await atSecondStep({ methods: () => [] })
  await expect.element(screen.getByText(/no way to verify that works here/)).toBeVisible()
})

test('a list of methods stands beside the own ones, and a method of the same name in its place', async () => {
  const icon = { name: 'c', path: 'M1 1' }
  const charles = { method: 'totp', icon, label: () => 'C', lede: () => 'D', Answer: () => <p>Ask Charles</p> }
  const screen = await atSecondStep({ methods: [charles] })
  await expect.element(screen.getByText('Ask Charles')).toBeVisible()
  await expect.element(screen.getByRole('button', { name: 'Use backup tokens' })).toBeVisible()
})
