import { createTestServer } from '@keystep/testing'
import { StrictMode } from 'react'
import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { useSessions } from './use-sessions.ts'

/** Ada, signed in here and in another browser, and a page that draws what the hook says. */
async function setup() {
  const server = await createTestServer({ people: ['ada'], start: Date.now() })
  const { ada } = server.people
  const elsewhere = server.browser()
  async function signIn(client = server.client) {
    const state = await client.login.start({ identifier: ada.user.identifier, password: ada.password })
    if (state.state !== 'second_factor') throw new Error('ada has a device')
    await client.login.verify({ deviceId: state.devices[0]?.id ?? '', code: ada.app.code() })
    server.clock.advance(30)
  }
  await signIn()
  await signIn(elsewhere.client)
  const done: (readonly [string, boolean])[] = []
  const told = (name: string) => (answer: boolean) => void done.push([name, answer])

  function Page() {
    const { status, sessions, now, change, end, endOthers, retry } = useSessions()
    return (
      <>
        <p>
          {status} {change.action} {change.status} {change.failure?.code}
        </p>
        <ul>
          {sessions.map(({ id, current, method, lastSeenAt }) => (
            <li key={id}>
              {method} {Date.parse(lastSeenAt) <= now && 'seen'}
              <button onClick={() => void end(id).then(told('end'))}>End {current ? 'this' : 'other'}</button>
            </li>
          ))}
        </ul>
        <button onClick={() => void endOthers().then(told('endOthers'))}>End others</button>
        <button onClick={retry}>Again</button>
      </>
    )
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
  const stateOf = async (client = elsewhere.client) => (await client.session.read()).state
  return { server, ada, elsewhere, done, show, stateOf, signIn, lose: (lost: boolean) => void (away = lost) }
}

test('lists where the user is signed in, and ends one', async () => {
  const { show, done, stateOf } = await setup()
  const screen = await show()
  await expect.element(screen.getByText('ready idle')).toBeVisible()
  expect(screen.getByRole('listitem').elements()).toHaveLength(2)
  await expect.element(screen.getByRole('listitem').first()).toHaveTextContent('totp seenEnd this')
  await screen.getByRole('button', { name: 'End other' }).click()
  await expect.element(screen.getByRole('button', { name: 'End other' })).not.toBeInTheDocument()
  expect(await stateOf()).toBe('anonymous')
  expect(done).toEqual([['end', true]])
})

test('asks to verify first where that was too long ago, and then ends what was asked for', async () => {
  const { server, ada, show, done, stateOf } = await setup()
  const screen = await show()
  await expect.element(screen.getByText('ready idle')).toBeVisible()
  server.clock.advance(6 * 60)
  await screen.getByRole('button', { name: 'End others' }).click()
  await userEvent.fill(screen.getByLabelText('Code from your app'), ada.app.code())
  await expect.element(screen.getByRole('button', { name: 'End other', exact: true })).not.toBeInTheDocument()
  expect(await stateOf()).toBe('anonymous')
  expect(await stateOf(server.client)).toBe('signed_in')
  await expect.poll(() => done).toEqual([['endOthers', true]])
})

test('who would rather not verify is told nothing, and nothing ends', async () => {
  const { server, show, done, stateOf } = await setup()
  const screen = await show()
  await expect.element(screen.getByText('ready idle')).toBeVisible()
  server.clock.advance(6 * 60)
  await screen.getByRole('button', { name: 'End other', exact: true }).click()
  await expect.element(screen.getByLabelText('Code from your app')).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.poll(() => done).toEqual([['end', false]])
  await expect.element(screen.getByText('ready end idle')).toBeVisible()
  expect(await stateOf()).toBe('signed_in')
})

test('what has ended meanwhile is ended here too; the own session is not', async () => {
  const { elsewhere, show, done } = await setup()
  const screen = await show()
  await expect.element(screen.getByText('ready idle')).toBeVisible()
  await elsewhere.client.session.logout()
  await screen.getByRole('button', { name: 'End other', exact: true }).click()
  await expect.element(screen.getByRole('button', { name: 'End other', exact: true })).not.toBeInTheDocument()
  await screen.getByRole('button', { name: 'End this' }).click()
  await expect.element(screen.getByText('ready end failed conflict')).toBeVisible()
  expect(done).toEqual([
    ['end', true],
    ['end', false],
  ])
})

test('whoever is not signed in has none, and a server that is away can be asked again', async () => {
  const { server, show, lose, signIn } = await setup()
  await server.client.session.logout()
  const screen = await show()
  await expect.element(screen.getByText('signed_out idle')).toBeVisible()
  await screen.unmount()
  await signIn()
  lose(true)
  const again = await show()
  await expect.element(again.getByText('unreachable idle')).toBeVisible()
  lose(false)
  await again.getByRole('button', { name: 'Again' }).click()
  await expect.element(again.getByText('ready idle')).toBeVisible()
})
