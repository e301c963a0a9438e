import { createTestServer } from '@keystep/testing'
import { StrictMode } from 'react'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { useDevices } from '../devices/use-devices.ts'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { useActivity } from './use-activity.ts'

function Page() {
  const { status, activity, retry } = useActivity()
  const { first, rename } = useDevices()
  return (
    <>
      <p>{status}</p>
      <ol>
        {activity.map(({ id, name, by, current }) => (
          <li key={id}>
            {name} by {by} {current ? 'here' : 'elsewhere'}
          </li>
        ))}
      </ol>
      <button onClick={() => void rename(first?.id ?? '', 'Tablet')}>Rename</button>
      <button onClick={retry}>Again</button>
    </>
  )
}

/** Ada, signed in, and a page that draws what the hook says. */
async function setup() {
  const server = await createTestServer({ people: ['ada'], start: Date.now() })
  const { ada } = server.people
  async function signIn() {
    const state = await server.client.login.start({ identifier: ada.user.identifier, password: ada.password })
    if (state.state !== 'second_factor') throw new Error('ada has a device')
    await server.client.login.verify({ deviceId: state.devices[0]?.id ?? '', code: ada.app.code() })
  }
  let away = false
  const fetch: typeof globalThis.fetch = (input, init) =>
    away ? Promise.reject(new TypeError('away')) : server.fetch(input, init)
  const show = () =>
    render(
      <StrictMode>
        <KeystepProvider baseUrl="/auth" fetch={fetch}>
          <Page />
        </KeystepProvider>
      </StrictMode>,
    )
  return { server, signIn, show, lose: (lost: boolean) => void (away = lost) }
}

test('lists what happened, the newest first, and again what is changed here', async () => {
  const { signIn, show } = await setup()
  await signIn()
  const screen = await show()
  const newest = screen.getByRole('listitem').first()
  await expect.element(newest).toHaveTextContent('verification.passed by user here')
  await expect.element(screen.getByText('first_factor.passed by user elsewhere').first()).toBeVisible()
  await screen.getByRole('button', { name: 'Rename' }).click()
  await expect.element(newest).toHaveTextContent('device.renamed by user here')
})

test('whoever is not signed in has none, and a server that is away can be asked again', async () => {
  const { signIn, show, lose } = await setup()
  const screen = await show()
  await expect.element(screen.getByText('signed_out')).toBeVisible()
  expect(screen.getByRole('listitem').elements()).toEqual([])
  await screen.unmount()
  await signIn()
  lose(true)
  const again = await show()
  await expect.element(again.getByText('unreachable')).toBeVisible()
  lose(false)
  await again.getByRole('button', { name: 'Again' }).click()
  await expect.element(again.getByText('ready')).toBeVisible()
})
