import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { TextField } from '../parts/text-field.tsx'
import { Button } from '../parts/button.tsx'
import { LoginWizard } from './login-wizard.tsx'

const meta = {
  title: 'Sign-in/LoginWizard',
  component: LoginWizard,
  args: { onDone: fn(), onStepChange: fn(), onError: fn() },
} satisfies Meta<typeof LoginWizard>

export default meta
type Story = StoryOnStage<typeof meta>

export const Credentials: Story = {
  args: {
    forgotPassword: (
      <a data-part="link-button" href="#forgot">
        Forgot your password?
      </a>
    ),
  },
  async play({ canvas, canvasElement, args }) {
    await waitFor(() => expect(canvas.getByLabelText('E-mail or user name')).toHaveFocus())
    await expect(canvas.getByRole('heading', { level: 2 })).toHaveTextContent('Sign in')
    await expect(canvas.getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password')
    await expect(canvas.getByRole('link', { name: 'Forgot your password?' })).toBeVisible()
    await expect(canvasElement.querySelectorAll('[data-part="card"]')).toHaveLength(1)
    await expect(args.onStepChange).toHaveBeenLastCalledWith('credentials')
  },
}

export const SecondStep: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, args }) {
    await expect(await canvas.findByText('Signing in as Ada Byron')).toBeVisible()
    await waitFor(() => expect(canvas.getByLabelText('Code from your app')).toHaveFocus())
    await expect(canvas.getByLabelText('Code from your app')).toHaveAttribute('autocomplete', 'one-time-code')
    await expect(canvas.getByRole('button', { name: 'Use backup tokens' })).toBeVisible()
    await expect(args.onStepChange).toHaveBeenLastCalledWith('second_step')
  },
}

export const BackupToken: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent, stage, args }) {
    await userEvent.type(await canvas.findByLabelText('Code from your app'), '12')
    await userEvent.click(canvas.getByRole('button', { name: 'Use backup tokens' }))
    const token = await canvas.findByLabelText('Backup token')
    await waitFor(() => expect(token).toHaveFocus())
    await expect(token).toHaveValue('')
    await expect(token).toHaveAttribute('autocomplete', 'off')
    await userEvent.type(token, 'WRONG-TOKEN-OF-MINE{Enter}')
    await waitFor(() => expect(token).toBeInvalid())
    await userEvent.type(token, `${(stage.person.backupTokens[0] ?? '').toLowerCase().replaceAll('-', ' ')}{Enter}`)
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
    await expect(stage.server.events.at(-1)).toMatchObject({ event: { device: { method: 'backup' } } })
  },
}

export const SomebodyElse: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Not you?' }))
    await waitFor(() => expect(canvas.getByLabelText('E-mail or user name')).toHaveFocus())
    await expect(canvas.queryByText(/took too long/)).toBeNull()
  },
}

export const WholeSignIn: Story = {
  args: { next: '/notes?of=today' },
  async play({ canvas, userEvent, stage, args }) {
    await userEvent.type(await canvas.findByLabelText('E-mail or user name'), 'ada@example.com')
    await userEvent.type(canvas.getByLabelText('Password'), `${stage.person.password}{Enter}`)
    await userEvent.type(await canvas.findByLabelText('Code from your app'), stage.person.app.code())
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
    await expect(args.onDone).toHaveBeenCalledWith(
      expect.objectContaining({ next: '/notes?of=today', session: expect.objectContaining({ verified: true }) }),
    )
    await expect(stage.requests.filter((request) => request === 'POST /login/verify')).toHaveLength(1)
    await expect(await canvas.findByText('You are signed in as Ada Byron.')).toBeVisible()
  },
}

export const WithoutDevice: Story = {
  parameters: { person: 'mary' },
  async play({ canvas, userEvent, stage, args }) {
    await userEvent.type(await canvas.findByLabelText('E-mail or user name'), 'mary@example.com')
    await userEvent.type(canvas.getByLabelText('Password'), stage.person.password)
    await userEvent.click(canvas.getByRole('button', { name: 'Sign in' }))
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
  },
}

export const AlreadySignedIn: Story = {
  parameters: { begin: (stage) => stage.signIn() },
  async play({ canvas, userEvent, args }) {
    await expect(await canvas.findByText('You are signed in as Ada Byron.')).toBeVisible()
    await expect(args.onDone).not.toHaveBeenCalled()
    await userEvent.click(canvas.getByRole('button', { name: 'Go on' }))
    await expect(args.onDone).toHaveBeenCalledTimes(1)
  },
}

export const Loading: Story = {
  parameters: {
    begin(stage) {
      stage.network = 'still'
    },
  },
  async play({ canvas, canvasElement }) {
    await expect(await canvas.findByText('One moment')).toBeVisible()
    await expect(canvasElement.querySelector('[data-part="card"]')).toHaveAttribute('aria-busy', 'true')
  },
}

export const OwnFirstStep: Story = {
  args: {
    firstStep: ({ login, status }) => (
      <form
        style={{ display: 'grid', gap: '0.5rem', inlineSize: '100%' }}
        onSubmit={(event) => {
          event.preventDefault()
          void login({ identifier: 'ada@example.com', password: 'the analytical engine' })
        }}
      >
        <TextField label="Customer number" defaultValue="1815" />
        <Button type="submit" busy={status === 'busy'}>
          Sign in at Acme
        </Button>
      </form>
    ),
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Sign in at Acme' }))
    await expect(await canvas.findByText('Signing in as Ada Byron')).toBeVisible()
  },
}

export const PlainSurface: Story = {
  parameters: { surface: 'plain' },
  async play({ canvas, canvasElement }) {
    await expect(await canvas.findByLabelText('Password')).toBeVisible()
    await expect(getComputedStyle(canvasElement.querySelector('[data-part="card"]') as Element).borderWidth).toBe('0px')
  },
}

export const SentOn: Story = {
  args: { redirectSignedIn: true, next: '/notes' },
  parameters: { begin: (stage) => stage.signIn() },
  async play({ canvasElement, args }) {
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
    await expect(args.onDone).toHaveBeenCalledWith(expect.objectContaining({ next: '/notes', setUpFirst: false }))
    await expect(canvasElement.querySelector('[data-part="button"]')).toBeNull()
  },
}

export const BackButton: Story = {
  args: { history: 'push' },
  async play({ canvas, userEvent, stage }) {
    await userEvent.type(await canvas.findByLabelText('E-mail or user name'), 'ada@example.com')
    await userEvent.type(canvas.getByLabelText('Password'), `${stage.person.password}{Enter}`)
    await expect(await canvas.findByLabelText('Code from your app')).toBeVisible()
    window.history.back()
    await expect(await canvas.findByLabelText('E-mail or user name')).toBeVisible()
    await expect(stage.requests).toContain('DELETE /login')
  },
}
