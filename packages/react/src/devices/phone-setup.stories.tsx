import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { PhoneSetup } from './phone-setup.tsx'

const meta = {
  title: 'Profile/PhoneSetup',
  component: PhoneSetup,
  args: { onDone: fn(), onCancel: fn(), onStepChange: fn() },
  parameters: {
    person: 'ada',
    server: { methods: ['totp', 'sms', 'call', 'backup'] },
    begin: (stage) => stage.signIn(),
  },
} satisfies Meta<typeof PhoneSetup> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

export const Choose: Story = {
  async play({ canvas }) {
    await expect(await canvas.findByRole('button', { name: /Text message/ })).toBeVisible()
    await expect(canvas.getByRole('button', { name: /Phone call/ })).toBeVisible()
    await expect(canvas.queryByRole('button', { name: /Authenticator app/ })).toBeNull()
  },
}

export const AddedByCall: Story = {
  async play({ canvas, userEvent, stage, args }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Phone call/ }))
    await canvas.findByRole('combobox', { name: 'Country' })
    await userEvent.type(canvas.getByLabelText('Phone number'), '+31612345678{Enter}')
    await userEvent.type(await canvas.findByLabelText('Code from the call'), stage.mailedCode())
    await expect(await canvas.findByRole('heading', { name: 'It works' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Go on' }))
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
    const { devices } = await stage.server.client.devices.list()
    await expect(devices.map(({ method }) => method)).toContain('call')
  },
}

/** The number is asked at once where it is only texted. */
export const TextsAlone: Story = {
  parameters: { server: { methods: ['totp', 'sms', 'backup'] } },
  async play({ canvas, stage }) {
    await expect(await canvas.findByLabelText('Phone number')).toBeVisible()
    await expect(canvas.getByText('Step 1 of 2')).toBeVisible()
    await expect(stage.requests).not.toContain('POST /devices')
  },
}

/** Codes are neither texted nor called here: it says so, and asks nothing of the server but what there is. */
export const NoPhones: Story = {
  parameters: { server: { methods: ['totp', 'backup'] } },
  async play({ canvas, userEvent, stage, args }) {
    await expect(await canvas.findByText(/neither texted nor called here/)).toBeVisible()
    await expect(stage.requests.filter((request) => !request.startsWith('GET '))).toEqual([])
    await userEvent.click(canvas.getByRole('button', { name: 'Back' }))
    await expect(args.onCancel).toHaveBeenCalledTimes(1)
  },
}

/** What was begun of another kind goes on where it was begun. */
export const AnotherKindUnderWay: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      await stage.server.client.devices.begin({ method: 'totp', requestKey: 'elsewhere' })
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByRole('button', { name: /Text message/ })).toBeVisible()
  },
}
