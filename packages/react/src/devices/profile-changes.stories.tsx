import { authenticatorApp } from '@keystep/testing'
import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { ProfilePanel } from './profile-panel.tsx'

const meta = {
  title: 'Profile/Changes',
  component: ProfilePanel,
  args: { onDone: fn(), onStepChange: fn(), onError: fn() },
  parameters: {
    async begin(stage: Stage) {
      await stage.signIn()
      const { client, clock } = stage.server
      const app = authenticatorApp({ clock: clock.now })
      const { device, otpauthUri = '' } = await client.devices.begin({
        method: 'totp',
        name: "Ada's tablet",
        requestKey: 'tablet',
      })
      app.scan(otpauthUri)
      await client.devices.confirm({ id: device.id, code: app.code() })
    },
  },
} satisfies Meta<typeof ProfilePanel>

export default meta
type Story = StoryOnStage<typeof meta>

export const Renaming: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: "Rename Ada's tablet" }))
    await waitFor(() => expect(canvas.getByLabelText('Name')).toHaveFocus())
    await expect(canvas.getByLabelText('Name')).toHaveValue("Ada's tablet")
  },
}

export const NameMissing: Story = {
  async play(context) {
    await Renaming.play?.(context)
    const { canvas, userEvent } = context
    await userEvent.clear(canvas.getByLabelText('Name'))
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(canvas.getByLabelText('Name')).toHaveAccessibleDescription(/Type a name, or cancel/))
  },
}

export const ConfirmRemoval: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: "Remove Ada's tablet" }))
    const question = await canvas.findByRole('group', { name: "Remove Ada's tablet?" })
    await waitFor(() => expect(question).toHaveFocus())
    await expect(question).toHaveAccessibleDescription(/will not be asked for its codes/)
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(canvas.getByRole('button', { name: "Remove Ada's tablet" })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await expect(await canvas.findByRole('button', { name: 'Keep it' })).toBeVisible()
  },
}

export const RemovalAsksToVerify: Story = {
  async play(context) {
    await ConfirmRemoval.play?.(context)
    const { canvas, userEvent, stage } = context
    stage.server.clock.advance(6 * 60)
    await userEvent.click(within(canvas.getByRole('group')).getByRole('button', { name: "Remove Ada's tablet" }))
    const dialog = within(await canvas.findByRole('dialog', { name: "Confirm it's you" }))
    await waitFor(async () => expect(await dialog.findByLabelText('Code from your app')).toHaveFocus())
  },
}

export const RemovalCancelled: Story = {
  async play(context) {
    await RemovalAsksToVerify.play?.(context)
    const { canvas, userEvent } = context
    await userEvent.click(within(canvas.getByRole('dialog')).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(canvas.queryByRole('dialog')).toBeNull())
    await expect(canvas.getByRole('group', { name: "Remove Ada's tablet?" })).toBeVisible()
    await expect(canvas.queryByRole('alert')).toBeNull()
  },
}

export const RemovalFailed: Story = {
  async play(context) {
    await ConfirmRemoval.play?.(context)
    const { canvas, userEvent, stage, args } = context
    stage.network = 'down'
    await userEvent.click(within(canvas.getByRole('group')).getByRole('button', { name: "Remove Ada's tablet" }))
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The server cannot be reached.')
    await expect(args.onError).toHaveBeenCalledWith('unreachable')
  },
}

export const Removed: Story = {
  async play(context) {
    await ConfirmRemoval.play?.(context)
    const { canvas, userEvent, args } = context
    await userEvent.click(within(canvas.getByRole('group')).getByRole('button', { name: "Remove Ada's tablet" }))
    await expect(await canvas.findByText(/None yet/)).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('heading', { name: 'Other ways to verify' })).toHaveFocus())
    await expect(canvas.getByText("Ada's tablet is removed.")).toBeInTheDocument()
    await expect(args.onDone).toHaveBeenCalledWith('removed')
  },
}

export const Adding: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Add another way' }))
    await waitFor(() => expect(canvas.getByRole('region', { name: 'Add another way' })).toHaveFocus())
  },
}

export const DisableWithoutTheYes: Story = {
  async play({ canvas, userEvent, stage }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Turn off two-step verification' }))
    const yes = canvas.getByRole('checkbox', { name: 'Yes, I am sure' })
    await waitFor(() => expect(yes).toHaveFocus())
    await expect(yes).toBeInvalid()
    await expect(yes).toHaveAccessibleDescription(/Nothing was turned off/)
    await expect(stage.requests).not.toContain('POST /disable')
  },
}

export const Disabled: Story = {
  async play({ canvas, userEvent, args, stage }) {
    await userEvent.click(await canvas.findByRole('checkbox', { name: 'Yes, I am sure' }))
    await userEvent.click(canvas.getByRole('button', { name: 'Turn off two-step verification' }))
    await expect(await canvas.findByText(/Two-step verification is off now/)).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('heading', { level: 2 })).toHaveFocus())
    await expect(canvas.getAllByRole('heading')).toHaveLength(1)
    await expect(canvas.getByRole('button', { name: 'Turn on two-step verification' })).toBeVisible()
    await expect(args.onDone).toHaveBeenCalledWith('disabled')
    await expect((await stage.server.client.devices.list()).devices).toEqual([])
  },
}

/** Twenty, with Ada's two. */
export const TooManyDevices: Story = {
  parameters: {
    async begin(stage) {
      await meta.parameters.begin(stage)
      const { client, clock } = stage.server
      for (let count = 3; count <= 20; count += 1) {
        const app = authenticatorApp({ clock: clock.now })
        const name = `Spare ${count}`
        // oxlint-disable-next-line no-await-in-loop -- one enrolment after the other
        const { device, otpauthUri = '' } = await client.devices.begin({ method: 'totp', name, requestKey: name })
        app.scan(otpauthUri)
        // oxlint-disable-next-line no-await-in-loop -- one enrolment after the other
        await client.devices.confirm({ id: device.id, code: app.code() })
      }
    },
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Add another way' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Set up' }))
    await expect(await canvas.findByText(/You have as many devices as there can be. Remove one/)).toBeVisible()
  },
}
