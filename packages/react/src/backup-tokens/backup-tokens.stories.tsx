import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { BackupTokens } from './backup-tokens.tsx'

const meta = {
  title: 'Set-up/BackupTokens',
  component: BackupTokens,
  args: { onDone: fn(), onError: fn() },
  parameters: { begin: (stage: Stage) => stage.signIn() },
} satisfies Meta<typeof BackupTokens>

export default meta
type Story = StoryOnStage<typeof meta>

export const Plenty: Story = {
  async play({ canvas }) {
    await expect(await canvas.findByText('10 tokens are left.')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Make new tokens' })).toBeVisible()
  },
}

export const FewLeft: Story = {
  parameters: {
    async begin({ server: { client }, person, signIn }) {
      for (const code of person.backupTokens.slice(0, 8)) {
        // oxlint-disable-next-line no-await-in-loop -- one sign-in after the other
        const state = await client.login.start({ identifier: person.user.identifier, password: person.password })
        const paper = state.state === 'second_factor' && state.devices.find(({ method }) => method === 'backup')
        // oxlint-disable-next-line no-await-in-loop -- one sign-in after the other
        if (paper) await client.login.verify({ deviceId: paper.id, code })
      }
      await signIn()
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByText('2 tokens are left.')).toBeVisible()
    await expect(canvas.getByText(/^One was last used on/)).toBeVisible()
  },
}

export const NewSetIsProved: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Make new tokens' }))
    await expect(await canvas.findByText('Your old tokens work until you confirm the new ones.')).toBeVisible()
    await expect(canvas.getAllByRole('listitem')).toHaveLength(10)
    await userEvent.type(canvas.getByLabelText('Type one of the new tokens'), 'AAAA-AAAA-AAAA-AAAA{Enter}')
    await waitFor(() => expect(canvas.getByLabelText('Type one of the new tokens')).toBeInvalid())
  },
}

export const NewSetWorks: Story = {
  async play({ canvas, userEvent, args, stage }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Make new tokens' }))
    const [token] = await canvas.findAllByRole('listitem')
    await userEvent.type(canvas.getByLabelText('Type one of the new tokens'), `${token?.textContent ?? ''}{Enter}`)
    await expect(await canvas.findByText('10 tokens are left.')).toBeVisible()
    await expect(args.onDone).toHaveBeenCalledTimes(1)
    await expect(stage.requests.filter((request) => request === 'POST /backup-tokens')).toHaveLength(1)
  },
}

export const VerifiedTooLongAgo: Story = {
  async play({ canvas, userEvent, stage }) {
    const make = await canvas.findByRole('button', { name: 'Make new tokens' })
    stage.server.clock.advance(6 * 60)
    await userEvent.click(make)
    await userEvent.type(await canvas.findByLabelText('Code from your app'), stage.person.app.code())
    await expect(await canvas.findByLabelText('Type one of the new tokens')).toBeVisible()
    await expect(canvas.queryByRole('dialog')).toBeNull()
  },
}

export const NoDevice: Story = {
  parameters: { person: 'mary' },
  async play({ canvas }) {
    await expect(await canvas.findByText(/Turn on two-step verification first/)).toBeVisible()
  },
}

export const ServerUnreachable: Story = {
  parameters: {
    begin(stage) {
      stage.network = 'down'
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The server cannot be reached.')
  },
}
