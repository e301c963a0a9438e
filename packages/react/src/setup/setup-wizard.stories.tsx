import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { SetupWizard } from './setup-wizard.tsx'

const meta = {
  title: 'Set-up/SetupWizard',
  component: SetupWizard,
  args: { onDone: fn(), onStepChange: fn(), onError: fn() },
  parameters: { person: 'mary', begin: (stage: Stage) => stage.signIn() },
} satisfies Meta<typeof SetupWizard>

export default meta
type Story = StoryOnStage<typeof meta>

export const Introduction: Story = {
  args: { onCancel: fn() },
  async play({ canvas, userEvent, args }) {
    await expect(await canvas.findByRole('button', { name: 'Set up' })).toBeVisible()
    await expect(canvas.getByRole('heading', { name: 'Turn on two-step verification' })).toBeVisible()
    await expect(canvas.getByRole('progressbar')).toHaveAttribute('aria-valuetext', 'Step 1 of 4')
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }))
    await expect(args.onCancel).toHaveBeenCalledTimes(1)
  },
}

export const FirstFactorAgain: Story = {
  async play({ canvas, userEvent, stage }) {
    const start = await canvas.findByRole('button', { name: 'Set up' })
    stage.server.clock.advance(6 * 60)
    await userEvent.click(start)
    const dialog = within(await canvas.findByRole('dialog'))
    const password = await dialog.findByLabelText('Password')
    await waitFor(() => expect(password).toHaveFocus())
    await userEvent.type(password, 'not this one{Enter}')
    await waitFor(() => expect(password).toHaveAccessibleDescription(/does not match/))
  },
}

export const FirstFactorGiven: Story = {
  async play({ canvas, userEvent, stage }) {
    const start = await canvas.findByRole('button', { name: 'Set up' })
    stage.server.clock.advance(6 * 60)
    await userEvent.click(start)
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(start).toHaveFocus())
    await expect(canvas.queryByRole('alert')).toBeNull()
    await userEvent.click(start)
    await userEvent.type(await canvas.findByLabelText('Password'), `${stage.person.password}{Enter}`)
    await expect(await canvas.findByRole('heading', { name: 'Connect your authenticator app' })).toHaveFocus()
    await expect(canvas.queryByRole('dialog')).toBeNull()
  },
}

export const ScanCode: Story = {
  async play({ canvas, userEvent, args }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Set up' }))
    await expect(await canvas.findByRole('img', { name: /QR code/ })).toBeVisible()
    await expect(canvas.getByRole('link', { name: 'Open in an app on this device' })).toHaveAttribute(
      'href',
      expect.stringMatching(/^otpauth:\/\/totp\/Keystep/),
    )
    await waitFor(() => expect(canvas.getByRole('heading', { level: 2 })).toHaveFocus())
    await expect(args.onStepChange).toHaveBeenLastCalledWith('configure')
  },
}

export const ResumedAfterReload: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      const { otpauthUri } = await stage.server.client.devices.begin({ method: 'totp', requestKey: 'before' })
      stage.person.app.scan(otpauthUri ?? '')
    },
  },
  async play({ canvas, userEvent, stage }) {
    await expect(await canvas.findByRole('heading', { name: 'Finish connecting your app' })).toBeVisible()
    await expect(canvas.queryByRole('img')).toBeNull()
    await userEvent.type(canvas.getByLabelText('Code your app shows now'), stage.person.app.code())
    await expect(await canvas.findByRole('heading', { name: 'Save your backup tokens' })).toBeVisible()
  },
}

export const NewQrAfterReload: Story = {
  parameters: ResumedAfterReload.parameters ?? {},
  async play({ canvas, userEvent, stage }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Make a new QR code' }))
    await expect(await canvas.findByRole('img', { name: /QR code/ })).toBeVisible()
    await expect(canvas.getByRole('heading', { level: 2 })).toHaveTextContent('Connect your authenticator app')
    await userEvent.type(canvas.getByLabelText('Code your app shows now'), stage.person.app.code())
    await waitFor(() => expect(canvas.getByLabelText('Code your app shows now')).toBeInvalid())
  },
}

export const WrongCode: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Set up' }))
    const code = await canvas.findByLabelText('Code your app shows now')
    await userEvent.type(code, '000000')
    await waitFor(() => expect(code).toHaveAccessibleDescription(/didn't work.*3 tries left/))
    await expect(code).toHaveFocus()
    await expect(await canvas.findByRole('img', { name: /QR code/ })).toBeVisible()
  },
}

export const Lapsed: Story = {
  async play({ canvas, userEvent, stage, canvasElement }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Set up' }))
    const code = await canvas.findByLabelText('Code your app shows now')
    stage.scan(canvasElement)
    stage.server.clock.advance(11 * 60)
    await userEvent.type(code, stage.person.app.code())
    await expect(await canvas.findByRole('button', { name: 'Set up' })).toBeVisible()
    await expect(canvas.getByRole('alert')).toHaveTextContent('That is not there any more.')
  },
}

export const BackupTokens: Story = {
  async play({ canvas, userEvent, stage, canvasElement, args }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Set up' }))
    await canvas.findByRole('img', { name: /QR code/ })
    stage.scan(canvasElement)
    await userEvent.type(canvas.getByLabelText('Code your app shows now'), stage.person.app.code())
    await expect(await canvas.findByRole('heading', { name: 'Save your backup tokens' })).toHaveFocus()
    await expect(canvas.getAllByRole('listitem')).toHaveLength(10)
    await expect(canvas.getByRole('button', { name: 'Go on' })).toBeDisabled()
    await expect(args.onDone).not.toHaveBeenCalled()
  },
}

export const WholeSetUp: Story = {
  args: { next: '/notes' },
  async play(context) {
    await BackupTokens.play?.(context)
    const { canvas, userEvent, stage, args } = context
    await userEvent.click(canvas.getByRole('checkbox', { name: 'I saved these tokens' }))
    await userEvent.click(canvas.getByRole('button', { name: 'Go on' }))
    await expect(await canvas.findByRole('heading', { name: 'Two-step verification is on' })).toHaveFocus()
    await userEvent.click(canvas.getByRole('button', { name: 'Go on' }))
    await expect(args.onDone).toHaveBeenCalledWith({
      session: expect.objectContaining({ verified: true, hasDevice: true }),
      next: '/notes',
    })
    await expect(stage.requests.filter((request) => request === 'POST /devices')).toHaveLength(1)
    await expect(stage.requests.filter((request) => request.endsWith('/confirm'))).toHaveLength(1)
  },
}

export const AlreadyOn: Story = {
  parameters: { person: 'ada' },
  async play({ canvas }) {
    await expect(await canvas.findByRole('heading', { name: 'Two-step verification is on' })).toBeVisible()
    await expect(await canvas.findByText('10 tokens are left.')).toBeVisible()
  },
}

export const SignedOut: Story = {
  parameters: { begin: () => {} },
  async play({ canvas, userEvent, stage }) {
    await userEvent.type(await canvas.findByLabelText('E-mail or user name'), 'mary@example.com')
    await userEvent.type(canvas.getByLabelText('Password'), `${stage.person.password}{Enter}`)
    await expect(await canvas.findByRole('button', { name: 'Set up' })).toBeVisible()
  },
}

export const BackButton: Story = {
  args: { history: 'push' },
  async play({ canvas, userEvent, stage }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Set up' }))
    await expect(await canvas.findByText('Step 2 of 4')).toBeVisible()
    window.history.back()
    await expect(await canvas.findByText('Step 1 of 4')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Set up' })).toBeVisible()
    await expect(stage.requests.filter((request) => request.startsWith('DELETE'))).toEqual([])
  },
}
