import { suspendDevice } from '@keystep/testing'
import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { SecondStep } from './second-step.tsx'

const meta = {
  title: 'Sign-in/SecondStep suspended',
  component: SecondStep,
  args: { onDone: fn(), onError: fn(), onCancel: fn() },
  parameters: { server: { throttle: { suspendAfter: 3 } } },
} satisfies Meta<typeof SecondStep> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

/** All that Ada has. */
async function suspendEverything({ server, person }: Stage): Promise<void> {
  await suspendDevice(server, person)
  await suspendDevice(server, person, { method: 'backup' })
}

/** Ada's own third wrong code, after two of somebody else. */
export const WhileItIsAsked: Story = {
  parameters: {
    async begin(stage) {
      await stage.startLogin()
      await stage.failToVerify(2)
    },
  },
  async play({ canvas, userEvent, args, stage }) {
    await userEvent.type(await canvas.findByLabelText('Code from your app'), '000000')
    const token = await canvas.findByLabelText('Backup token')
    await waitFor(() => expect(token).toHaveFocus())
    await expect(token).toBeValid()
    await expect(token).toHaveAccessibleDescription('')
    await expect(canvas.getByText('Authenticator app: too many codes were wrong, or it was removed.')).toBeVisible()
    await expect(canvas.queryByRole('list', { name: 'Use another way' })).toBeNull()
    await expect(canvas.getByRole('button', { name: 'Not you?' })).toBeVisible()
    await expect(args.onError).toHaveBeenCalledWith('invalid_code')
    await expect(stage.requests.filter((request) => request === 'GET /session')).toHaveLength(2)
  },
}

/** A right answer of the other one ends the sign-in. */
export const AnotherAnswers: Story = {
  ...WhileItIsAsked,
  async play(context) {
    await WhileItIsAsked.play?.(context)
    const { canvas, userEvent, stage, args } = context
    await userEvent.type(canvas.getByLabelText('Backup token'), `${stage.person.backupTokens[0] ?? ''}{Enter}`)
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
  },
}

/** Before the sign-in: it is not among those that are offered. */
export const AnotherIsLeft: Story = {
  parameters: {
    async begin(stage) {
      await suspendDevice(stage.server, stage.person)
      await stage.startLogin()
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByLabelText('Backup token')).toBeVisible()
    await expect(canvas.queryByText(/too many codes/)).toBeNull()
  },
}

/** Nothing is left to ask: what to do, and the way out. */
export const NothingIsLeft: Story = {
  parameters: {
    async begin(stage) {
      await suspendEverything(stage)
      await stage.startLogin()
    },
  },
  async play({ canvas, userEvent, args, stage }) {
    await expect(await canvas.findByText(/Sign in another way, or ask the people who run this site/)).toBeVisible()
    await expect(canvas.queryByRole('textbox')).toBeNull()
    await waitFor(() => expect(canvas.getByRole('heading')).toHaveFocus())
    await userEvent.click(canvas.getByRole('button', { name: 'Not you?' }))
    await waitFor(() => expect(args.onCancel).toHaveBeenCalledTimes(1))
    await expect(await stage.server.client.session.read()).toMatchObject({ state: 'anonymous' })
  },
}

/** The last that was left is suspended by Ada's own code. */
export const TheLastOne: Story = {
  parameters: {
    async begin(stage) {
      await suspendDevice(stage.server, stage.person, { method: 'backup' })
      await stage.startLogin()
      await stage.failToVerify(2)
    },
  },
  async play({ canvas, userEvent }) {
    await userEvent.type(await canvas.findByLabelText('Code from your app'), '000000')
    await expect(await canvas.findByText(/Sign in another way, or ask the people/)).toBeVisible()
    await expect(canvas.getByText('Authenticator app: too many codes were wrong, or it was removed.')).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('heading')).toHaveFocus())
    await expect(canvas.getByRole('button', { name: 'Not you?' })).toBeVisible()
  },
}

/** Inside a session, whose list of devices has those that are suspended as well. */
export const StepUp: Story = {
  args: { stepUp: true },
  parameters: {
    async begin(stage) {
      await stage.signIn()
      await suspendDevice(stage.server, stage.person)
    },
  },
  async play({ canvas, userEvent, args, stage }) {
    await userEvent.type(await canvas.findByLabelText('Backup token'), `${stage.person.backupTokens[0] ?? ''}{Enter}`)
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
    await expect(canvas.queryByRole('button', { name: 'Use authenticator app' })).toBeNull()
  },
}

export const NothingIsLeftInASession: Story = {
  args: { stepUp: true },
  parameters: {
    async begin(stage) {
      await stage.signIn()
      await suspendEverything(stage)
    },
  },
  async play({ canvas, userEvent, args }) {
    await expect(
      await canvas.findByText('Authenticator app: too many codes were wrong, or it was removed.'),
    ).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }))
    await expect(args.onCancel).toHaveBeenCalledTimes(1)
  },
}
