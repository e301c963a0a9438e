import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { SetupWizard } from './setup-wizard.tsx'

const meta = {
  title: 'Set-up/SetupWizard by mail',
  component: SetupWizard,
  args: { onDone: fn(), onStepChange: fn() },
  parameters: { person: 'mary', server: { methods: ['totp', 'email', 'backup'] } },
} satisfies Meta<typeof SetupWizard> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

export const ChooseMethod: Story = {
  args: { skipIntroduction: true },
  parameters: { begin: (stage) => stage.signIn() },
  async play({ canvas }) {
    await expect(await canvas.findByRole('button', { name: /Authenticator app/ })).toBeVisible()
    await expect(canvas.getByRole('button', { name: /E-mail/ })).toBeVisible()
  },
}

/** Mary's account has an address, so that none is asked. */
export const OwnAddress: Story = {
  args: { skipIntroduction: true },
  parameters: { begin: (stage) => stage.signIn() },
  async play({ canvas, userEvent, stage, args }) {
    await userEvent.click(await canvas.findByRole('button', { name: /E-mail/ }))
    const code = await canvas.findByLabelText('Code from the mail')
    await expect(canvas.getByText(/m\*\*y@example.com/)).toBeVisible()
    await waitFor(() => expect(stage.server.inbox.messages).toHaveLength(1))
    await userEvent.type(code, stage.mailedCode())
    await expect(await canvas.findByText('Save your backup tokens')).toBeVisible()
    await expect(args.onStepChange).not.toHaveBeenCalledWith('prepare')
  },
}

export const AsksForAnAddress: Story = {
  args: { skipIntroduction: true },
  parameters: {
    async begin(stage) {
      await stage.server.keystep.users.update('mary', { email: null })
      await stage.signIn()
    },
  },
  async play({ canvas, userEvent, stage }) {
    await userEvent.click(await canvas.findByRole('button', { name: /E-mail/ }))
    const address = await canvas.findByLabelText('E-mail address')
    await userEvent.click(canvas.getByRole('button', { name: 'Next' }))
    await waitFor(() => expect(address).toHaveAccessibleDescription(/Fill this in/))
    await userEvent.type(address, 'mary@{Enter}')
    await waitFor(() => expect(address).toHaveAccessibleDescription(/not an e-mail address/))
    await userEvent.clear(address)
    await userEvent.type(address, 'mary@home.example{Enter}')
    const code = await canvas.findByLabelText('Code from the mail')
    await expect(stage.server.inbox.messages[0]?.to).toBe('mary@home.example')
    await userEvent.type(code, stage.mailedCode())
    await expect(await canvas.findByText('Save your backup tokens')).toBeVisible()
  },
}

export const AnotherWayAfterAll: Story = {
  args: { skipIntroduction: true },
  parameters: { begin: (stage) => stage.signIn() },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /E-mail/ }))
    await canvas.findByLabelText('Code from the mail')
    await userEvent.click(canvas.getByRole('button', { name: 'Choose another way' }))
    await userEvent.click(await canvas.findByRole('button', { name: /Authenticator app/ }))
    await expect(await canvas.findByRole('img', { name: /QR code/ })).toBeVisible()
  },
}

export const GatewayDown: Story = {
  args: { skipIntroduction: true },
  parameters: {
    async begin(stage) {
      await stage.signIn()
      stage.server.inbox.sendEmail = async () => {
        throw new Error('The mail server is away.')
      }
    },
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /E-mail/ }))
    await expect(await canvas.findByRole('alert')).toHaveTextContent('Your code could not be sent.')
    await userEvent.click(canvas.getByRole('button', { name: /Authenticator app/ }))
    await expect(await canvas.findByRole('img', { name: /QR code/ })).toBeVisible()
  },
}

/** A further app, told from the first one by its name. */
export const AddANamedApp: Story = {
  args: { purpose: 'add', skipIntroduction: true },
  parameters: { person: 'ada', begin: (stage) => stage.signIn() },
  async play({ canvas, userEvent, stage }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Authenticator app/ }))
    await userEvent.type(await canvas.findByLabelText('Name'), 'Tablet')
    const { app } = stage.person
    stage.scan(await canvas.findByRole('img', { name: /QR code/ }))
    await userEvent.type(canvas.getByLabelText('Code your app shows now'), app.code())
    await expect(await canvas.findByRole('heading', { name: 'It works' })).toBeVisible()
    const { devices } = await stage.server.client.devices.list()
    await expect(devices.map(({ name }) => name)).toContain('Tablet')
  },
}
