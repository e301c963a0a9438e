import { authenticatorApp } from '@keystep/testing'
import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { Frame } from '../provider/frame.tsx'
import { ProfilePanel } from './profile-panel.tsx'
import type { ProfileSectionProps } from './section.tsx'

const meta = {
  title: 'Profile/ProfilePanel',
  component: ProfilePanel,
  args: { onDone: fn(), onStepChange: fn(), onError: fn() },
  parameters: { begin: (stage: Stage) => stage.signIn() },
} satisfies Meta<typeof ProfilePanel>

export default meta
type Story = StoryOnStage<typeof meta>

/** A further app, on a phone of its own. */
async function addApp({ server: { client, clock } }: Stage, name: string): Promise<void> {
  const app = authenticatorApp({ clock: clock.now })
  const { device, otpauthUri = '' } = await client.devices.begin({ method: 'totp', name, requestKey: name })
  app.scan(otpauthUri)
  await client.devices.confirm({ id: device.id, code: app.code() })
}

export const NoDevice: Story = {
  parameters: { person: 'mary' },
  async play({ canvas, userEvent, stage, args }) {
    await expect(await canvas.findByText(/It is off/)).toBeVisible()
    await expect(canvas.getAllByRole('heading')).toHaveLength(1)
    await userEvent.click(canvas.getByRole('button', { name: 'Turn on two-step verification' }))
    await expect(stage.visits).toEqual([expect.stringMatching(/^\/setup\?next=%2F/)])
    await expect(args.onStepChange).toHaveBeenLastCalledWith('off')
  },
}

export const OneApp: Story = {
  async play({ canvas, args }) {
    await expect(await canvas.findByText('Authenticator app')).toBeVisible()
    await expect(canvas.getByRole('heading', { level: 2 })).toHaveTextContent('Two-step verification')
    await expect(canvas.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toEqual([
      'How you verify',
      'Other ways to verify',
      'Backup tokens',
      'Turn off two-step verification',
    ])
    await expect(canvas.getByText(/Last used today at/)).toBeVisible()
    await expect(await canvas.findByText('10 tokens are left.')).toBeVisible()
    await expect(canvas.queryByRole('button', { name: /^Remove/ })).toBeNull()
    await expect(document.body).toHaveFocus()
    await expect(args.onStepChange).toHaveBeenLastCalledWith('on')
  },
}

export const SeveralDevices: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      await addApp(stage, "Ada's old tablet")
      await addApp(stage, 'The one in the safe')
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByText("Ada's old tablet")).toBeVisible()
    await expect(canvas.getByRole('button', { name: "Make default Ada's old tablet" })).toBeVisible()
    await expect(canvas.getAllByRole('button', { name: /^Remove/ })).toHaveLength(2)
    await expect(canvas.getByText(/To remove it, make another way the default/)).toBeVisible()
  },
}

export const LongName: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      await addApp(stage, 'Donaudampfschifffahrtsgesellschaftskapitänsmützenaufbewahrungsor')
    },
  },
}

export const FewTokensLeft: Story = {
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
  },
}

export const Loading: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      stage.network = 'still'
    },
  },
  async play({ canvas, canvasElement }) {
    await expect(await canvas.findByText('One moment')).toBeVisible()
    await expect(canvasElement.querySelector('[data-part="card"]')).toHaveAttribute('aria-busy', 'true')
  },
}

export const ServerUnreachable: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      stage.network = 'down'
    },
  },
  async play({ canvas, userEvent, stage }) {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The server cannot be reached.')
    stage.network = 'up'
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await expect(await canvas.findByText('Authenticator app')).toBeVisible()
  },
}

export const SignedOut: Story = {
  parameters: { begin: () => {} },
  async play({ canvas }) {
    await expect(await canvas.findByLabelText('E-mail or user name')).toBeVisible()
  },
}

function Passkeys(props: ProfileSectionProps) {
  const { headingLevel, surface } = props
  return <Frame {...{ headingLevel, surface }} heading="Passkeys" lede="Your app's own, with the kit's parts." />
}

export const OwnSections: Story = {
  args: { sections: ['backup-tokens', Passkeys, <p key="help">Questions? Ask on floor three.</p>, 'method'] },
  async play({ canvas }) {
    await canvas.findByText('10 tokens are left.')
    await expect(canvas.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toEqual([
      'Backup tokens',
      'Passkeys',
      'How you verify',
    ])
    await expect(canvas.getByText('Questions? Ask on floor three.')).toBeVisible()
  },
}

export const Dark: Story = {
  ...SeveralDevices,
  globals: { theme: 'dark' },
}

export const RightToLeft: Story = {
  ...SeveralDevices,
  globals: { dir: 'rtl' },
  async play({ canvas, canvasElement }) {
    await expect(await canvas.findByText("Ada's old tablet")).toBeVisible()
    await waitFor(() => expect(canvasElement.querySelector('[data-part="card"]')).toHaveAttribute('dir', 'rtl'))
  },
}
