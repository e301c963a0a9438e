import { authenticatorApp, createTestServer, type PersonName } from '@keystep/testing'
import { StrictMode } from 'react'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { useSession } from '../session/use-session.ts'
import { ProfilePanel, type ProfilePanelProps } from './profile-panel.tsx'
import { DisableSection, MethodSection } from './profile-sections.tsx'

const tablet = "Ada's tablet"

async function signedIn() {
  const server = await createTestServer({ people: ['ada', 'olga'], start: Date.now() })
  const { client, clock, people } = server
  async function signIn(name: PersonName & ('ada' | 'olga')) {
    const { user, password, app } = people[name]
    clock.advance(30)
    const state = await client.login.start({ identifier: user.identifier, password })
    if (state.state !== 'second_factor') throw new Error('both have a device')
    await client.login.verify({ deviceId: state.devices[0]?.id ?? '', code: app.code() })
  }
  await signIn('ada')
  const app = authenticatorApp({ clock: clock.now })
  const { device, otpauthUri = '' } = await client.devices.begin({ method: 'totp', name: tablet, requestKey: 'tablet' })
  app.scan(otpauthUri)
  await client.devices.confirm({ id: device.id, code: app.code() })
  clock.advance(30)
  return { server, client, clock, app: people.ada.app, tabletApp: app, signIn }
}

function LookAgain() {
  const { refresh } = useSession()
  return <button onClick={() => void refresh()}>Look again</button>
}

async function setup(props: ProfilePanelProps = {}) {
  const scene = await signedIn()
  const { fetch: serverFetch } = scene.server
  const requests: string[] = []
  // What stands in the way of every answer to `GET /devices`.
  const gate = { open: Promise.resolve() }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const asked = `${init?.method ?? 'GET'} ${new URL(input as string, 'https://localhost').pathname}`
    requests.push(asked)
    const answer = await serverFetch(input, init)
    if (asked === 'GET /auth/devices') await gate.open
    return answer
  }
  const onDone = vi.fn<(change: string) => void>()
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={fetch}>
        <LookAgain />
        <ProfilePanel onDone={onDone} {...props} />
      </KeystepProvider>
    </StrictMode>,
  )
  const namesOf = async () => (await scene.client.devices.list()).devices.map((one) => [one.name, one.default])
  return { ...scene, screen, requests, gate, onDone, namesOf }
}

test('renames a device, by the keyboard alone', async () => {
  const { screen, namesOf, onDone } = await setup()
  const rename = screen.getByRole('button', { name: `Rename ${tablet}` })
  await rename.click()
  await expect.element(screen.getByLabelText('Name')).toHaveFocus()
  await userEvent.keyboard('In the kitchen{Enter}')
  await expect.element(screen.getByRole('button', { name: 'Rename In the kitchen' })).toHaveFocus()
  await expect.element(screen.getByText('It is called In the kitchen now.')).toBeInTheDocument()
  expect(await namesOf()).toContainEqual(['In the kitchen', false])
  expect(onDone).toHaveBeenCalledExactlyOnceWith('renamed')
})

test('a name that stays as it is asks nothing of the server, and Escape gives up', async () => {
  const { screen, requests } = await setup()
  const rename = screen.getByRole('button', { name: `Rename ${tablet}` })
  await rename.click()
  await userEvent.keyboard('{Enter}')
  await expect.element(rename).toHaveFocus()
  await rename.click()
  await userEvent.keyboard('Something{Escape}')
  await expect.element(rename).toHaveFocus()
  expect(requests.filter((asked) => asked.startsWith('PATCH'))).toEqual([])
})

test('makes another device the default, which the former one can then be removed for', async () => {
  const { screen, namesOf } = await setup()
  const method = screen.getByText('How you verify')
  await expect.element(method).toBeVisible()
  expect(screen.getByRole('button', { name: 'Remove Authenticator app' }).query()).toBeNull()
  await screen.getByRole('button', { name: `Make default ${tablet}` }).click()
  await expect.element(screen.getByRole('heading', { name: 'Other ways to verify' })).toHaveFocus()
  await expect.element(screen.getByText(`${tablet} is asked first from now on.`)).toBeInTheDocument()
  await expect.element(screen.getByRole('button', { name: 'Remove Authenticator app' })).toBeVisible()
  expect(screen.getByRole('button', { name: `Remove ${tablet}` }).query()).toBeNull()
  expect(await namesOf()).toEqual(expect.arrayContaining([[tablet, true]]))
})

test('asks to verify again where that was too long ago, and then removes what was asked for', async () => {
  const { screen, clock, app, namesOf, onDone, requests } = await setup()
  await screen.getByRole('button', { name: `Remove ${tablet}` }).click()
  await expect.element(screen.getByRole('group', { name: `Remove ${tablet}?` })).toHaveFocus()
  clock.advance(6 * 60)
  await screen
    .getByRole('group')
    .getByRole('button', { name: `Remove ${tablet}` })
    .click()
  await userEvent.fill(screen.getByLabelText('Code from your app'), app.code())
  await expect.element(screen.getByRole('heading', { name: 'Other ways to verify' })).toHaveFocus()
  await expect.element(screen.getByText(`${tablet} is removed.`)).toBeInTheDocument()
  expect(screen.getByRole('dialog').query()).toBeNull()
  expect(requests.filter((asked) => asked.startsWith('DELETE'))).toHaveLength(2)
  expect((await namesOf()).map(([name]) => name)).not.toContain(tablet)
  expect(onDone).toHaveBeenCalledExactlyOnceWith('removed')
})

test('what another tab has removed is gone here too, without an error', async () => {
  const { screen, client } = await setup()
  await screen.getByRole('button', { name: `Remove ${tablet}` }).click()
  const { devices } = await client.devices.list()
  await client.devices.remove({ id: devices.find(({ name }) => name === tablet)?.id ?? '' })
  await screen
    .getByRole('group')
    .getByRole('button', { name: `Remove ${tablet}` })
    .click()
  await expect.element(screen.getByText(`${tablet} is removed.`)).toBeInTheDocument()
  expect(screen.getByRole('alert').query()).toBeNull()
})

test('says that a device is not there any more, once its row is gone', async () => {
  const { screen, client, app } = await setup()
  await screen.getByRole('button', { name: `Rename ${tablet}` }).click()
  const { devices } = await client.devices.list()
  await client.devices.remove({ id: devices.find(({ name }) => name === tablet)?.id ?? '' })
  await userEvent.keyboard('In the kitchen{Enter}')
  // It was the one that verified this session.
  await userEvent.fill(screen.getByLabelText('Code from your app'), app.code())
  await expect.element(screen.getByRole('alert').getByText(/not there any more/)).toBeVisible()
  await expect.element(screen.getByText(tablet)).not.toBeInTheDocument()
})

test('a device of a method that the kit does not know can be seen and removed, and no more', async () => {
  const { server } = await signedIn()
  // As a server would answer that is newer than the page.
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await server.fetch(input, init)
    const text = await answer.text()
    return new Response(
      text.replaceAll(/"method":"totp","name":"Ada's tablet"/g, '"method":"pigeon","name":""'),
      answer,
    )
  }
  const screen = await render(
    <KeystepProvider baseUrl="/auth" fetch={fetch}>
      <ProfilePanel />
    </KeystepProvider>,
  )
  await expect.element(screen.getByText('pigeon')).toBeVisible()
  await expect.element(screen.getByText('It cannot be used on this page.')).toBeVisible()
  expect(screen.getByRole('button', { name: /pigeon/ }).elements()).toHaveLength(1)
  await screen.getByRole('button', { name: 'Remove pigeon' }).click()
  await screen
    .getByRole('group', { name: 'Remove this pigeon?' })
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect.element(screen.getByText('pigeon is removed.')).toBeInTheDocument()
})

test('turns verification off after an explicit yes, and invites back', async () => {
  const { screen, client, requests, onDone } = await setup()
  const off = screen.getByRole('button', { name: 'Turn off two-step verification' })
  await off.click()
  await expect.element(screen.getByRole('checkbox')).toBeInvalid()
  expect(requests).not.toContain('POST /auth/disable')
  await screen.getByRole('checkbox').click()
  await off.click()
  await expect.element(screen.getByRole('heading')).toHaveFocus()
  await expect.element(screen.getByText(/is off now/)).toBeVisible()
  await expect.element(screen.getByRole('button', { name: 'Turn on two-step verification' })).toBeVisible()
  expect(onDone).toHaveBeenCalledExactlyOnceWith('disabled')
  expect(await client.session.read()).toMatchObject({ state: 'signed_in', hasDevice: false, verified: false })
})

test('adds another one in place, under the name it was given there', async () => {
  const { screen, clock, onDone, namesOf } = await setup()
  await screen.getByRole('button', { name: 'Add another way' }).click()
  await expect.element(screen.getByRole('region', { name: 'Add another way' })).toHaveFocus()
  await screen.getByRole('button', { name: 'Set up' }).click()
  const link = screen.getByRole('link', { name: 'Open in an app on this device' })
  await expect.element(link).toBeVisible()
  const phone = authenticatorApp({ clock: clock.now })
  phone.scan(link.element().getAttribute('href') ?? '')
  await screen.getByLabelText('Name').fill('In the safe')
  await userEvent.fill(screen.getByLabelText('Code your app shows now'), phone.code())
  await expect.element(screen.getByRole('heading', { name: 'Other ways to verify' })).toHaveFocus()
  await expect.element(screen.getByText('It is added.')).toBeInTheDocument()
  await expect.element(screen.getByRole('button', { name: 'Rename In the safe' })).toBeVisible()
  expect(screen.getByRole('region').query()).toBeNull()
  expect(onDone.mock.calls).toEqual([['added']])
  expect(await namesOf()).toHaveLength(4)
  expect(await namesOf()).toContainEqual(['In the safe', false])
})

test('gives up what it began to add, so that the next time begins anew', async () => {
  const { screen, client } = await setup()
  const add = screen.getByRole('button', { name: 'Add another way' })
  await add.click()
  await screen.getByRole('button', { name: 'Set up' }).click()
  await expect.element(screen.getByRole('img', { name: /QR code/ })).toBeVisible()
  expect((await client.devices.list()).pending).not.toBeNull()
  await screen.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(add).toHaveFocus()
  await expect.poll(async () => (await client.devices.list()).pending).toBeNull()
})

test('goes on with what was begun to be added before a reload', async () => {
  const scene = await signedIn()
  await scene.client.devices.begin({ method: 'totp', requestKey: 'before' })
  const screen = await render(
    <KeystepProvider baseUrl="/auth" fetch={scene.server.fetch}>
      <ProfilePanel />
    </KeystepProvider>,
  )
  await expect.element(screen.getByRole('heading', { name: 'Finish connecting your app' })).toBeVisible()
})

test('asks for the devices once, whatever shows them', async () => {
  const { screen, requests } = await setup()
  await expect.element(screen.getByText('10 tokens are left.')).toBeVisible()
  await expect.element(screen.getByText(tablet)).toBeVisible()
  expect(requests.filter((asked) => asked === 'GET /auth/devices')).toHaveLength(1)
})

test('shows the sections that were asked for, in that order, and each alone', async () => {
  const { screen } = await setup({ sections: ['disable', 'method'] })
  await expect.element(screen.getByRole('heading', { name: 'How you verify' })).toBeVisible()
  expect(
    screen
      .getByRole('heading', { level: 3 })
      .elements()
      .map(({ textContent }) => textContent),
  ).toEqual(['Turn off two-step verification', 'How you verify'])
  await screen.unmount()
  const { server } = await signedIn()
  const alone = await render(
    <KeystepProvider baseUrl="/auth" fetch={server.fetch}>
      <MethodSection headingLevel={1} id="mine" />
      <DisableSection />
    </KeystepProvider>,
  )
  await expect.element(alone.getByRole('heading', { level: 1 })).toHaveTextContent('How you verify')
  await expect.element(alone.getByText('Authenticator app')).toBeVisible()
  await alone.getByRole('checkbox').click()
  await alone.getByRole('button', { name: 'Turn off two-step verification' }).click()
  await expect.element(alone.getByText(/is off now/)).toBeVisible()
  await expect.element(alone.getByRole('heading', { name: 'Turn off two-step verification' })).toHaveFocus()
})

test('shows nothing of one user to the next', async () => {
  const { screen, signIn, gate } = await setup()
  await screen.getByRole('button', { name: `Rename ${tablet}` }).click()
  await screen.getByRole('checkbox').click()
  const { promise, resolve: open } = Promise.withResolvers<void>()
  gate.open = promise
  await signIn('olga')
  await screen.getByRole('button', { name: 'Look again' }).click()
  await expect.element(screen.getByText('One moment')).toBeVisible()
  expect(document.body.textContent).not.toContain(tablet)
  expect(document.body.textContent).not.toContain('tokens are left')
  open()
  await expect.element(screen.getByText('Authenticator app')).toBeVisible()
  await expect.element(screen.getByRole('checkbox')).not.toBeChecked()
  expect(screen.getByLabelText('Name').query()).toBeNull()
  expect(document.body.textContent).not.toContain(tablet)
})
