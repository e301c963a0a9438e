import { createTestServer } from '@keystep/testing'
import { QueryClient } from '@tanstack/react-query'
import { StrictMode, useState } from 'react'
import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { useSession } from '../session/use-session.ts'
import { useFindUsers } from './use-find-users.ts'
import { useUserOverview } from './use-user-overview.ts'

function Overview({ id }: { readonly id: string }) {
  const { status, overview, failure, reset, change } = useUserOverview(id)
  return (
    <section aria-label={id}>
      <p>
        {status} {failure?.code} {change.status} {change.failure?.code}
      </p>
      {overview && (
        <p>
          {overview.user.name}: {overview.devices.map(({ method }) => method).join(' ') || 'nothing'},{' '}
          {overview.sessions} signed in, last {overview.activity[0]?.name}
        </p>
      )}
      <button onClick={() => void reset()}>Reset</button>
    </section>
  )
}

function Desk() {
  const { users, status, failure, find } = useFindUsers()
  const { refresh } = useSession()
  const [shown, setShown] = useState<string | null>(null)
  return (
    <>
      <input
        aria-label="Name"
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && void find(currentTarget.value)}
      />
      <p>
        {status} {failure?.code} {users ? `${users.length} found` : 'nobody looked for'}
      </p>
      {users?.map(({ id, identifier }) => (
        <button key={id} onClick={() => setShown(id)}>
          {identifier}
        </button>
      ))}
      <button onClick={() => setShown('nobody')}>Somebody who is gone</button>
      <button onClick={() => void refresh()}>Look who is signed in</button>
      {shown !== null && <Overview id={shown} />}
    </>
  )
}

/** Olga of the support desk or, where asked for, Ada, who is no member of staff. */
async function setup(name: 'olga' | 'ada' = 'olga') {
  const server = await createTestServer({ people: ['ada', 'olga'], start: Date.now() })
  async function signIn(who: 'olga' | 'ada', client = server.client) {
    const { user, password, app } = server.people[who]
    const state = await client.login.start({ identifier: user.identifier, password })
    if (state.state !== 'second_factor') throw new Error(`${who} has a device`)
    await client.login.verify({ deviceId: state.devices[0]?.id ?? '', code: app.code() })
    server.clock.advance(30)
  }
  await signIn(name)
  const queryClient = new QueryClient()
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={server.fetch} queryClient={queryClient}>
        <Desk />
      </KeystepProvider>
    </StrictMode>,
  )
  const find = (typed: string) =>
    userEvent.fill(screen.getByLabelText('Name'), typed).then(() => userEvent.keyboard('{Enter}'))
  const cached = () =>
    JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryKey, state }) => [queryKey, state.data]),
    )
  return { server, screen, find, signIn, cached, olga: server.people.olga }
}

test('finds a user by the whole name, and keeps neither what was typed nor who was found', async () => {
  const { screen, find, cached } = await setup()
  await expect.element(screen.getByText('idle nobody looked for')).toBeVisible()
  await find('ada')
  await expect.element(screen.getByRole('button', { name: 'ada@example.com' })).toBeVisible()
  expect(cached()).toContain('olga')
  expect(cached()).not.toContain('ada')
  await find('nobody@example.com')
  await expect.element(screen.getByText('idle 0 found')).toBeVisible()
})

test('resets a user, asking to verify where that was too long ago, and shows what is left', async () => {
  const { server, screen, find, olga, signIn } = await setup()
  await signIn('ada', server.browser().client)
  await find('ada@example.com')
  await screen.getByRole('button', { name: 'ada@example.com' }).click()
  await expect.element(screen.getByText('Ada Byron: totp backup, 1 signed in, last verification.passed')).toBeVisible()
  server.clock.advance(6 * 60)
  await screen.getByRole('button', { name: 'Reset' }).click()
  await expect.element(screen.getByLabelText('Code from your app')).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(screen.getByText('ready idle')).toBeVisible()
  expect(await server.keystep.devicesOf('ada')).toHaveLength(2)
  await screen.getByRole('button', { name: 'Reset' }).click()
  await userEvent.fill(screen.getByLabelText('Code from your app'), olga.app.code())
  await expect.element(screen.getByText('Ada Byron: nothing, 0 signed in, last devices.removed')).toBeVisible()
  expect(await server.keystep.devicesOf('ada')).toEqual([])
})

test('says that somebody is gone, and shows nothing to whoever is no member of staff', async () => {
  const { screen } = await setup()
  await screen.getByRole('button', { name: 'Somebody who is gone' }).click()
  await expect.element(screen.getByText('unreachable not_found idle')).toBeVisible()
  await screen.getByRole('button', { name: 'Reset' }).click()
  await expect.element(screen.getByText('unreachable not_found failed not_found')).toBeVisible()
  await screen.unmount()
  const ada = await setup('ada')
  await ada.find('olga')
  await expect.element(ada.screen.getByText('failed staff_required nobody looked for')).toBeVisible()
})

test('what one member of staff found is nothing for the next in this browser', async () => {
  const { server, screen, find, signIn, cached } = await setup()
  await find('ada')
  await screen.getByRole('button', { name: 'ada@example.com' }).click()
  await expect.element(screen.getByText(/Ada Byron: totp backup/)).toBeVisible()
  expect(cached()).toContain('Ada Byron')
  await signIn('ada', server.client)
  await screen.getByRole('button', { name: 'Look who is signed in' }).click()
  await expect.element(screen.getByText('idle nobody looked for')).toBeVisible()
  await expect.element(screen.getByText('unreachable staff_required idle')).toBeVisible()
  expect(screen.getByText(/totp backup/).query()).toBeNull()
})

test('whoever resets themselves is signed out', async () => {
  const { server, screen, find } = await setup()
  await find('olga')
  await screen.getByRole('button', { name: 'olga@example.com' }).click()
  await screen.getByRole('button', { name: 'Reset' }).click()
  await expect.element(screen.getByText('signed_out idle')).toBeVisible()
  expect(await server.client.session.read()).toMatchObject({ state: 'anonymous' })
})
