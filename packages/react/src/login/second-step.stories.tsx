import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { SecondStep } from './second-step.tsx'

const meta = {
  title: 'Sign-in/SecondStep',
  component: SecondStep,
  args: { onDone: fn(), onError: fn() },
} satisfies Meta<typeof SecondStep>

export default meta
type Story = StoryOnStage<typeof meta>

export const PendingLogin: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent, stage, args }) {
    await userEvent.type(await canvas.findByLabelText('Code from your app'), stage.person.app.code())
    await expect(await canvas.findByText('You are signed in as Ada Byron.')).toBeVisible()
    await expect(args.onDone).toHaveBeenCalledTimes(1)
  },
}

export const HalfACode: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent }) {
    const code = await canvas.findByLabelText('Code from your app')
    await userEvent.type(code, '123{Enter}')
    await waitFor(() => expect(code).toHaveAccessibleDescription(/not a whole code/))
    await userEvent.click(canvas.getByRole('button', { name: 'Verify' }))
    await waitFor(() => expect(code).toHaveAccessibleDescription(/Fill this in/))
  },
}

export const StepUp: Story = {
  args: { stepUp: true, onCancel: fn() },
  parameters: { begin: (stage) => stage.signIn() },
  async play({ canvas, userEvent, stage, args }) {
    await userEvent.type(await canvas.findByLabelText('Code from your app'), stage.person.app.code())
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
    await expect(stage.requests).toContain('POST /step-up/verify')
  },
}

export const NobodyIsSigningIn: Story = {
  async play({ canvas }) {
    await expect(await canvas.findByText(/took too long and has ended/)).toBeVisible()
  },
}

export const NoMethodThatCounts: Story = {
  args: { methods: ['passkey'] },
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas }) {
    await expect(await canvas.findByText(/no way to verify that works here/)).toBeVisible()
  },
}

export const ServerGoesAway: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent, stage }) {
    const code = await canvas.findByLabelText('Code from your app')
    stage.network = 'down'
    await userEvent.type(code, '123456')
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The server cannot be reached.')
    stage.network = 'up'
    await userEvent.type(code, stage.person.app.code())
    await expect(await canvas.findByText('You are signed in as Ada Byron.')).toBeVisible()
  },
}

export const Checking: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent, stage }) {
    const code = await canvas.findByLabelText('Code from your app')
    stage.network = 'still'
    await userEvent.type(code, '123456')
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Verify' })).toHaveAttribute('aria-busy', 'true'))
    await expect(code).toHaveValue('123456')
    await userEvent.keyboard('{Enter}')
    await expect(stage.requests.filter((request) => request === 'POST /login/verify')).toHaveLength(1)
  },
}

export const DoneInAnotherTab: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent, stage, args }) {
    const code = await canvas.findByLabelText('Code from your app')
    const { client } = stage.server
    const state = await client.session.read()
    const device = state.state === 'second_factor' ? state.devices[0] : undefined
    await client.login.verify({ deviceId: device?.id ?? '', code: stage.person.app.code() })
    await userEvent.type(code, '000000')
    await expect(await canvas.findByText('You are signed in as Ada Byron.')).toBeVisible()
    await expect(args.onDone).toHaveBeenCalledTimes(1)
  },
}
