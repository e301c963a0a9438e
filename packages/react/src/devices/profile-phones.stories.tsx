import type { Meta } from '@storybook/react-vite'
import { expect, fn } from 'storybook/test'
import { ProfilePanel } from './profile-panel.tsx'

const meta = {
  title: 'Profile/Phones',
  component: ProfilePanel,
  args: { onDone: fn() },
  parameters: {
    person: 'hedy',
    server: { methods: ['totp', 'sms', 'call', 'backup'] },
    begin: (stage) => stage.signIn(),
  },
} satisfies Meta<typeof ProfilePanel> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

export const Phones: Story = {
  async play({ canvas }) {
    await expect(await canvas.findByText('Phone call')).toBeVisible()
    await expect(canvas.getAllByText('+1 *** *** **23')).toHaveLength(2)
  },
}

export const ConfirmRemoval: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Remove Phone call' }))
    const question = await canvas.findByRole('group', { name: /^Remove .?\+1 \*\*\* \*\*\* \*\*23.?\?$/ })
    await expect(question).toHaveAccessibleDescription(/^You will not get codes there by phone call any more\./)
  },
}

/** Nothing else reaches that number then. */
export const ConfirmRemovalOfTheNumber: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      const { client, clock } = stage.server
      clock.advance(60)
      const { device } = await client.devices.begin({ method: 'sms', number: '+31612345678', requestKey: 'another' })
      await client.devices.confirm({ id: device.id, code: stage.mailedCode() })
    },
  },
  async play({ canvas, userEvent }) {
    const buttons = await canvas.findAllByRole('button', { name: 'Remove Text message' })
    await userEvent.click(buttons[0] as HTMLElement) // found, or it would have thrown
    const question = await canvas.findByRole('group', { name: /^Remove .?\+31 .*78.?\?$/ })
    await expect(question).toHaveAccessibleDescription(/^You will not get codes there any more\./)
  },
}
