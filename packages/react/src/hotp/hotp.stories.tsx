import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { SetupWizard } from '../setup/setup-wizard.tsx'
import { hotpMethod } from './hotp-method.tsx'

const meta = {
  title: 'Set-up/Hardware token',
  component: SetupWizard,
  args: { onDone: fn(), skipIntroduction: true },
  parameters: {
    person: 'mary',
    server: { methods: ['totp', 'hotp', 'backup'] },
    methods: [hotpMethod()],
    begin: (stage) => stage.signIn(),
  },
} satisfies Meta<typeof SetupWizard> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

/** A method from outside the kit, by its public interface alone. The codes are of RFC 4226, appendix D. */
export const Connect: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Hardware token/ }))
    const key = await canvas.findByLabelText('Key of the token')
    await userEvent.type(key, 'ABC{Enter}')
    await waitFor(() => expect(key).toHaveAccessibleDescription(/not a whole key/))
    await userEvent.clear(key)
    await userEvent.type(key, 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ{Enter}')
    await userEvent.type(await canvas.findByLabelText('Code from your token'), '755224')
    await expect(await canvas.findByText('Save your backup tokens')).toBeVisible()
  },
}
