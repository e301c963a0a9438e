import { suspendDevice } from '@keystep/testing'
import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { ProfilePanel } from './profile-panel.tsx'

const meta = {
  title: 'Profile/Suspended',
  component: ProfilePanel,
  args: { onDone: fn(), onError: fn() },
  parameters: { server: { throttle: { suspendAfter: 3 } } },
} satisfies Meta<typeof ProfilePanel> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

/** Somebody guessed; Ada signed in by a backup token, and was just asked for it. */
export const Suspended: Story = {
  parameters: {
    async begin({ server, person }) {
      await suspendDevice(server, person)
      const { client } = server
      const state = await client.login.start({ identifier: person.user.identifier, password: person.password })
      const paper = state.state === 'second_factor' ? state.devices[0] : undefined
      await client.login.verify({ deviceId: paper?.id ?? '', code: person.backupTokens[0] ?? '' })
    },
  },
  async play({ canvas, canvasElement }) {
    await expect(await canvas.findByText(/Suspended: too many codes were wrong/)).toBeVisible()
    await expect(canvasElement.querySelector('[data-part="device"]')).toHaveAttribute('data-status', 'suspended')
    await expect(canvas.getByRole('button', { name: 'Use it again Authenticator app' })).toBeVisible()
  },
}

export const UsedAgain: Story = {
  ...Suspended,
  async play(context) {
    await Suspended.play?.(context)
    const { canvas, canvasElement, userEvent, args, stage } = context
    await userEvent.click(canvas.getByRole('button', { name: 'Use it again Authenticator app' }))
    await waitFor(() => expect(canvas.queryByText(/Suspended/)).toBeNull())
    await expect(canvas.getByText('Authenticator app is in use again.')).toBeInTheDocument()
    await expect(canvasElement.querySelector('[data-part="device"]')).toHaveAttribute('data-status', 'idle')
    await waitFor(() => expect(canvas.getByRole('heading', { name: 'How you verify' })).toHaveFocus())
    await expect(args.onDone).toHaveBeenCalledWith('resumed')
    await expect((await stage.server.client.devices.list()).devices[0]).toMatchObject({ suspended: false })
  },
}

/** The session was verified by the very device, however lately: another one is asked. */
export const AnotherIsAsked: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      await suspendDevice(stage.server, stage.person)
    },
  },
  async play(context) {
    await Suspended.play?.(context)
    const { canvas, userEvent, stage, args } = context
    await userEvent.click(canvas.getByRole('button', { name: 'Use it again Authenticator app' }))
    const dialog = within(await canvas.findByRole('dialog', { name: "Confirm it's you" }))
    const token = await dialog.findByLabelText('Backup token')
    await userEvent.type(token, `${stage.person.backupTokens[0] ?? ''}{Enter}`)
    await waitFor(() => expect(canvas.queryByText(/Suspended/)).toBeNull())
    await expect(args.onDone).toHaveBeenCalledWith('resumed')
  },
}

/** Hedy's calls: the other of two, which cannot be made the default before it is used again. */
export const OneOfSeveral: Story = {
  parameters: {
    person: 'hedy',
    server: { methods: ['totp', 'sms', 'call', 'backup'], throttle: { suspendAfter: 3 } },
    async begin(stage) {
      await stage.signIn()
      await suspendDevice(stage.server, stage.person, { method: 'call' })
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByText(/Suspended: too many codes were wrong/)).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Use it again Phone call' })).toBeVisible()
    await expect(canvas.queryByRole('button', { name: 'Make default Phone call' })).toBeNull()
    await expect(canvas.getByRole('button', { name: 'Remove Phone call' })).toBeVisible()
  },
}
