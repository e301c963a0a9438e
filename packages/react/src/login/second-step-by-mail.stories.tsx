import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { SecondStep } from './second-step.tsx'

const meta = {
  title: 'Sign-in/SecondStep by mail',
  component: SecondStep,
  args: { onDone: fn(), onError: fn() },
  parameters: { person: 'emmy', server: { methods: ['totp', 'email', 'backup'] } },
} satisfies Meta<typeof SecondStep> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

async function sendBeforehand(stage: Stage): Promise<void> {
  await stage.startLogin()
  const state = await stage.server.client.session.read()
  const device = state.state === 'second_factor' ? state.devices[0] : undefined
  await stage.server.client.login.challenge({ deviceId: device?.id ?? '' })
}

/** A mail is on its way as soon as the step shows, and once. */
export const Waiting: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent, stage, args }) {
    const code = await canvas.findByLabelText('Code from the mail')
    await expect(await canvas.findByText(/You can ask for a new code in/)).toBeVisible()
    await expect(stage.requests.filter((request) => request === 'POST /login/challenge')).toHaveLength(1)
    await expect(canvas.getByText(/e\*\*y@example.com/)).toBeVisible()
    await userEvent.type(code, stage.mailedCode())
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
  },
}

export const WrongCode: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent, stage }) {
    const code = await canvas.findByLabelText('Code from the mail')
    await waitFor(() => expect(stage.server.inbox.messages).toHaveLength(2))
    await userEvent.type(code, '000000')
    await waitFor(() => expect(code).toHaveAccessibleDescription(/code didn't work/))
    await expect(stage.server.inbox.messages).toHaveLength(2)
  },
}

/** A minute after the first one. */
export const AnotherCode: Story = {
  parameters: {
    async begin(stage) {
      await sendBeforehand(stage)
      stage.server.clock.advance(60)
    },
  },
  async play({ canvas, userEvent, stage }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Send a new code' }))
    await waitFor(() => expect(stage.server.inbox.messages).toHaveLength(3))
    await expect(await canvas.findByText(/You can ask for a new code in/)).toBeVisible()
  },
}

/** What was sent before the reload is still good, and nothing else is sent. */
export const AfterAReload: Story = {
  parameters: { begin: sendBeforehand },
  async play({ canvas, userEvent, stage, args }) {
    const code = await canvas.findByLabelText('Code from the mail')
    await expect(stage.requests).not.toContain('POST /login/challenge')
    await userEvent.type(code, stage.mailedCode())
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
  },
}

export const GatewayDown: Story = {
  parameters: {
    async begin(stage) {
      await stage.startLogin()
      stage.server.inbox.sendEmail = async () => {
        throw new Error('The mail server is away.')
      }
    },
  },
  async play({ canvas, args }) {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('Your code could not be sent.')
    await expect(await canvas.findByRole('button', { name: 'Send a code' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Use backup tokens' })).toBeVisible()
    await expect(args.onError).toHaveBeenCalledWith('delivery_failed')
  },
}
