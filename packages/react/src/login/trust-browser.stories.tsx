import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { LoginWizard } from './login-wizard.tsx'

const meta = {
  title: 'Sign-in/TrustBrowser',
  component: LoginWizard,
  args: { onDone: fn() },
  parameters: { server: { trustSeconds: 30 * 86_400 } },
} satisfies Meta<typeof LoginWizard> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

const offer = /Don't ask for a code on this browser for 30 days/

export const Offered: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas }) {
    await expect(await canvas.findByRole('checkbox', { name: offer })).not.toBeChecked()
  },
}

export const Ticked: Story = {
  parameters: { begin: (stage) => stage.startLogin() },
  async play({ canvas, userEvent, stage, args }) {
    await userEvent.click(await canvas.findByRole('checkbox', { name: offer }))
    await userEvent.type(canvas.getByLabelText('Code from your app'), stage.person.app.code())
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
    await stage.server.client.session.logout()
    const { identifier } = stage.person.user
    const again = await stage.server.client.login.start({ identifier, password: stage.person.password })
    await expect(again).toMatchObject({ state: 'signed_in', verified: false, trustedBrowser: true })
  },
}

/** The next sign-in here ends with the password. Nothing is verified by that. */
export const SkipsTheSecondStep: Story = {
  parameters: {
    async begin(stage) {
      const { client } = stage.server
      await stage.startLogin()
      const state = await client.session.read()
      const deviceId = state.state === 'second_factor' ? (state.devices[0]?.id ?? '') : ''
      await client.login.verify({ deviceId, code: stage.person.app.code(), trustBrowser: true })
      await client.session.logout()
    },
  },
  async play({ canvas, userEvent, stage, args }) {
    await userEvent.type(await canvas.findByLabelText('E-mail or user name'), stage.person.user.identifier)
    await userEvent.type(canvas.getByLabelText('Password'), `${stage.person.password}{Enter}`)
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
    await expect(args.onDone).toHaveBeenCalledWith(
      expect.objectContaining({ session: expect.objectContaining({ trustedBrowser: true, verified: false }) }),
    )
    await expect(canvas.queryByLabelText('Code from your app')).toBeNull()
  },
}
