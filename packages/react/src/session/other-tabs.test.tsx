import { createTestServer } from '@keystep/testing'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { useSession } from './use-session.ts'

function Tab({ name }: { readonly name: string }) {
  const { session, logout } = useSession()
  return (
    <section aria-label={name}>
      <p>{session?.state ?? 'loading'}</p>
      <button onClick={() => void logout()}>Sign out</button>
    </section>
  )
}

test('a sign-out in one tab reaches the other, and the one that did it asks nothing again', async () => {
  const server = await createTestServer({ people: ['mary'], start: Date.now() })
  const { mary } = server.people
  await server.client.login.start({ identifier: mary.user.identifier, password: mary.password })
  const reads = { one: 0, other: 0 }
  const fetchOf =
    (tab: keyof typeof reads): typeof globalThis.fetch =>
    async (input, init) => {
      if (init?.method === 'GET') reads[tab] += 1
      return await server.fetch(input, init)
    }
  const fetches = { one: fetchOf('one'), other: fetchOf('other') }
  const screen = await render(
    <>
      <KeystepProvider baseUrl="/auth" fetch={fetches.one}>
        <Tab name="One" />
      </KeystepProvider>
      <KeystepProvider baseUrl="/auth" fetch={fetches.other}>
        <Tab name="Other" />
      </KeystepProvider>
    </>,
  )
  const one = screen.getByRole('region', { name: 'One' })
  const other = screen.getByRole('region', { name: 'Other' })
  await expect.element(other.getByText('signed_in')).toBeVisible()
  await one.getByRole('button').click()
  await expect.element(one.getByText('anonymous')).toBeVisible()
  await expect.element(other.getByText('anonymous')).toBeVisible()
  expect(reads).toEqual({ one: 1, other: 2 })
})
