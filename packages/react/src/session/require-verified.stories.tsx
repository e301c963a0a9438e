import type { Meta } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { RequireVerified } from './require-verified.tsx'

const meta = {
  title: 'Guards/RequireVerified',
  component: RequireVerified,
  args: { children: <p>The recipe of the house.</p> },
} satisfies Meta<typeof RequireVerified>

export default meta
type Story = StoryOnStage<typeof meta>

export const Checking: Story = {
  parameters: {
    begin(stage) {
      stage.network = 'still'
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByText('Checking who you are')).toBeVisible()
    await expect(canvas.queryByText('The recipe of the house.')).toBeNull()
  },
}

export const Verified: Story = {
  parameters: { begin: (stage) => stage.signIn() },
  async play({ canvas }) {
    await expect(await canvas.findByText('The recipe of the house.')).toBeVisible()
  },
}

export const NobodyIsSentToSignIn: Story = {
  async play({ stage, canvas }) {
    await waitFor(() => expect(stage.visits).toEqual([expect.stringMatching(/^\/login\?next=/)]))
    await expect(canvas.queryByText('The recipe of the house.')).toBeNull()
  },
}

export const Explained: Story = {
  parameters: { person: 'mary', begin: (stage) => stage.signIn() },
  async play({ canvas, userEvent, stage }) {
    await expect(await canvas.findByRole('heading', { name: /needs two-step verification/ })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Turn on two-step verification' }))
    await expect(stage.visits).toEqual([expect.stringMatching(/^\/setup\?next=/)])
  },
}

export const SetUpInPlace: Story = {
  args: { onUnverified: 'ask' },
  parameters: { person: 'mary', begin: (stage) => stage.signIn() },
  async play({ canvas, userEvent, stage, canvasElement }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Set up' }))
    await canvas.findByRole('img', { name: /QR code/ })
    stage.scan(canvasElement)
    await userEvent.type(canvas.getByLabelText('Code your app shows now'), stage.person.app.code())
    await expect(await canvas.findByRole('heading', { name: 'Save your backup tokens' })).toBeVisible()
    await expect(canvas.queryByText('The recipe of the house.')).toBeNull()
    await userEvent.click(canvas.getByRole('checkbox'))
    await userEvent.click(canvas.getByRole('button', { name: 'Go on' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Go on' }))
    await expect(await canvas.findByText('The recipe of the house.')).toBeVisible()
  },
}

export const SecondStepInPlace: Story = {
  args: { onUnverified: 'ask', maxAge: 60 },
  parameters: {
    async begin(stage) {
      await stage.signIn()
      stage.server.clock.advance(90)
    },
  },
  async play({ canvas, userEvent, stage }) {
    await expect(await canvas.findByRole('heading', { name: 'Please verify that it is you' })).toBeVisible()
    await userEvent.type(await canvas.findByLabelText('Code from your app'), stage.person.app.code())
    await expect(await canvas.findByText('The recipe of the house.')).toBeVisible()
  },
}

export const TooLongAgo: Story = {
  args: { maxAge: 60 },
  parameters: SecondStepInPlace.parameters ?? {},
  async play({ canvas, userEvent, stage }) {
    const dialog = within(await canvas.findByRole('dialog', { name: "Confirm it's you" }))
    const code = await dialog.findByLabelText('Code from your app')
    await waitFor(() => expect(code).toHaveFocus())
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }))
    await expect(canvas.queryByText('The recipe of the house.')).toBeNull()
    await userEvent.click(await canvas.findByRole('button', { name: 'Verify' }))
    await userEvent.type(await canvas.findByLabelText('Code from your app'), stage.person.app.code())
    await expect(await canvas.findByText('The recipe of the house.')).toBeVisible()
  },
}

export const DeniedInOwnWords: Story = {
  args: { denied: (code) => <p>Not for you yet ({code}).</p> },
  parameters: { person: 'mary', begin: (stage) => stage.signIn() },
  async play({ canvas }) {
    await expect(await canvas.findByText('Not for you yet (enrolment_required).')).toBeVisible()
  },
}

export const StaffOnly: Story = {
  args: { staff: true },
  parameters: { begin: (stage) => stage.signIn() },
  async play({ canvas }) {
    await expect(await canvas.findByRole('heading', { name: 'This page is for staff' })).toBeVisible()
  },
}

export const ForStaff: Story = {
  args: { staff: true },
  parameters: { person: 'olga', begin: (stage) => stage.signIn() },
  async play({ canvas }) {
    await expect(await canvas.findByText('The recipe of the house.')).toBeVisible()
  },
}

export const ServerUnreachable: Story = {
  parameters: {
    begin(stage) {
      stage.network = 'down'
    },
  },
  async play({ canvas, userEvent, stage }) {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The server cannot be reached.')
    stage.network = 'up'
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(stage.visits).toHaveLength(1))
  },
}

const letter = <textarea aria-label="Letter" rows={4} style={{ inlineSize: '100%', boxSizing: 'border-box' }} />

export const TooOldWhileWriting: Story = {
  args: { maxAge: 300, children: letter },
  parameters: { begin: (stage) => stage.signIn() },
  async play({ canvas, userEvent, stage }) {
    await userEvent.type(await canvas.findByLabelText('Letter'), 'Dear Charles')
    stage.server.clock.advance(10 * 60)
    await stage.queryClient.invalidateQueries({ queryKey: ['keystep', 'session'] })
    await waitFor(async () => expect(await canvas.findByLabelText('Code from your app')).toHaveFocus())
    await expect(canvas.getByLabelText('Letter')).toHaveValue('Dear Charles')
  },
}

export const OutOfReach: Story = {
  ...TooOldWhileWriting,
  async play(context) {
    await TooOldWhileWriting.play?.(context)
    const { canvas, userEvent } = context
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(canvas.getByRole('heading', { name: 'Please verify that it is you' })).toHaveFocus())
    await expect(canvas.getByLabelText('Letter').closest('[inert]')).not.toBeNull()
  },
}
