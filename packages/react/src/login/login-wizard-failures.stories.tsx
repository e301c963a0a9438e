import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { LoginWizard } from './login-wizard.tsx'

const meta = {
  title: 'Sign-in/LoginWizard when it fails',
  component: LoginWizard,
  args: { onDone: fn(), onStepChange: fn(), onError: fn() },
} satisfies Meta<typeof LoginWizard>

export default meta
type Story = StoryOnStage<typeof meta>

export const NothingTyped: Story = {
  async play({ canvas, userEvent, stage }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Sign in' }))
    await expect(await canvas.findAllByText('Fill this in.')).toHaveLength(2)
    await expect(canvas.getByLabelText('E-mail or user name')).toHaveFocus()
    await expect(stage.requests).not.toContain('POST /login')
  },
}

export const WrongPassword: Story = {
  async play({ canvas, userEvent, args }) {
    await userEvent.type(await canvas.findByLabelText('E-mail or user name'), 'ada@example.com')
    await userEvent.type(canvas.getByLabelText('Password'), 'not this one{Enter}')
    await expect(await canvas.findByRole('alert')).toHaveTextContent('That name and password do not match.')
    await expect(canvas.getByLabelText('E-mail or user name')).toHaveValue('ada@example.com')
    await waitFor(() => expect(canvas.getByLabelText('Password')).toHaveValue(''))
    await expect(canvas.getByLabelText('Password')).toHaveFocus()
    await expect(args.onError).toHaveBeenCalledWith('invalid_credentials')
  },
}

/** By somebody else, so far. */
export const TooManyPasswords: Story = {
  parameters: {
    async begin({ server, person }) {
      const guess = () => server.client.login.start({ identifier: person.user.identifier, password: 'a guess' })
      await Promise.allSettled([guess(), guess(), guess(), guess(), guess()])
    },
  },
  async play({ canvas, userEvent, args, stage }) {
    await userEvent.type(await canvas.findByLabelText('E-mail or user name'), 'ada@example.com')
    await userEvent.type(canvas.getByLabelText('Password'), `${stage.person.password}{Enter}`)
    await expect(await canvas.findByRole('alert')).toHaveTextContent(
      /Too many tries were wrong\. You can try again in \d+ seconds\./,
    )
    await expect(canvas.getByLabelText('Password')).toHaveValue(stage.person.password)
    await expect(args.onError).toHaveBeenCalledWith('throttled')
  },
}

export const WrongCode: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent }) {
    const code = await canvas.findByLabelText('Code from your app')
    await userEvent.type(code, '000000')
    await waitFor(() => expect(code).toHaveAccessibleDescription(/didn't work.*3 tries left/))
    await waitFor(() => expect(code).toHaveValue(''))
    await expect(code).toHaveFocus()
    await expect(code).toBeInvalid()
  },
}

export const LockedOut: Story = {
  parameters: {
    async begin(stage) {
      await stage.startLogin()
      await stage.failToVerify(4)
    },
  },
  async play({ canvas, userEvent, stage }) {
    const code = await canvas.findByLabelText('Code from your app')
    await userEvent.type(code, '000000')
    await expect(await canvas.findByText(/You can try again in (30|2\d) seconds/)).toBeVisible()
    await expect(code).toHaveFocus()
    await userEvent.type(code, stage.person.app.code())
    await expect(await canvas.findByText(/You can try again in (30|2\d) seconds/)).toBeVisible()
    await expect(stage.server.events.at(-1)).toMatchObject({ name: 'verification.failed' })
  },
}

export const LockedOnArrival: Story = {
  parameters: {
    async begin(stage) {
      await stage.startLogin()
      await stage.failToVerify(6)
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByText(/You can try again in (30|2\d) seconds/)).toBeVisible()
  },
}

export const LoginExpired: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent, stage, args }) {
    const code = await canvas.findByLabelText('Code from your app')
    stage.server.clock.advance(11 * 60)
    await userEvent.type(code, stage.person.app.code())
    await expect(await canvas.findByText(/took too long and has ended/)).toBeVisible()
    await waitFor(() => expect(canvas.getByLabelText('E-mail or user name')).toHaveFocus())
    await expect(args.onError).toHaveBeenCalledWith('login_expired')
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
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The server cannot be reached.')
    stage.network = 'up'
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }))
    await expect(await canvas.findByLabelText('E-mail or user name')).toBeVisible()
  },
}
