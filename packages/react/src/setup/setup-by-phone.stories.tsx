import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { SetupWizard } from './setup-wizard.tsx'

const meta = {
  title: 'Set-up/SetupWizard by phone',
  component: SetupWizard,
  args: { onDone: fn(), onStepChange: fn(), skipIntroduction: true },
  parameters: {
    person: 'mary',
    server: { methods: ['totp', 'sms', 'call', 'backup'] },
    begin: (stage) => stage.signIn(),
  },
} satisfies Meta<typeof SetupWizard> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

export const ChooseMethod: Story = {
  async play({ canvas }) {
    await expect(await canvas.findByRole('button', { name: /Text message.*app is safer/ })).toBeVisible()
    await expect(canvas.getByRole('button', { name: /Phone call/ })).toBeVisible()
  },
}

export const AskForTheNumber: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Text message/ }))
    const country = await canvas.findByRole('combobox', { name: 'Country' })
    await expect(country).toHaveTextContent(/Netherlands.*United Kingdom.*United States/)
    await expect(country).not.toHaveTextContent(/Germany/)
    const number = canvas.getByLabelText('Phone number')
    await expect(number).toHaveAccessibleDescription(/Message and data rates may apply/)
    await waitFor(() => expect(canvas.getByRole('heading', { name: 'Which number?' })).toHaveFocus())
  },
}

export const NumberMissing: Story = {
  async play(context) {
    await AskForTheNumber.play?.(context)
    const { canvas, userEvent, stage } = context
    await userEvent.click(canvas.getByRole('button', { name: 'Next' }))
    const number = canvas.getByLabelText('Phone number')
    await waitFor(() => expect(number).toHaveAccessibleDescription(/Fill this in/))
    await expect(number).toHaveFocus()
    await expect(stage.requests).not.toContain('POST /devices')
  },
}

async function typeNumber({ canvas, userEvent }: Parameters<NonNullable<Story['play']>>[0], number: string) {
  await userEvent.type(canvas.getByLabelText('Phone number'), `${number}{Enter}`)
}

export const WrongNumber: Story = {
  async play(context) {
    await AskForTheNumber.play?.(context)
    await typeNumber(context, '+31 6 123')
    const number = context.canvas.getByLabelText('Phone number')
    await waitFor(() => expect(number).toHaveAccessibleDescription(/with its country code, such as \+31 6 12345678/))
    await expect(number).toHaveFocus()
    await expect(number).toHaveValue('+31 6 123')
  },
}

export const CountryNotOnTheList: Story = {
  async play(context) {
    await AskForTheNumber.play?.(context)
    await typeNumber(context, '+49 30 901820')
    const number = context.canvas.getByLabelText('Phone number')
    await waitFor(() => expect(number).toHaveAccessibleDescription(/Numbers of that country cannot be used here/))
  },
}

export const PremiumNumber: Story = {
  async play(context) {
    await AskForTheNumber.play?.(context)
    await typeNumber(context, '+31 900 1234567')
    const number = context.canvas.getByLabelText('Phone number')
    await waitFor(() => expect(number).toHaveAccessibleDescription(/costs extra/))
  },
}

export const CodeSent: Story = {
  async play(context) {
    await AskForTheNumber.play?.(context)
    await typeNumber(context, '0031 6 12345678')
    const { canvas, stage } = context
    await expect(await canvas.findByRole('heading', { name: 'Look at your phone' })).toBeVisible()
    await expect(canvas.getByText(/^We text a code to .?\+31 [* ]+78.?\.$/)).toBeVisible()
    await expect(stage.server.inbox.messages[0]?.to).toBe('+31612345678')
  },
}

export const AnotherNumber: Story = {
  async play(context) {
    await CodeSent.play?.(context)
    const { canvas, userEvent } = context
    await userEvent.click(canvas.getByRole('button', { name: 'Use another number' }))
    await expect(await canvas.findByLabelText('Phone number')).toBeVisible()
  },
}

/** All the way, and then the same number by a call. */
export const AlsoCallThisNumber: Story = {
  async play(context) {
    await CodeSent.play?.(context)
    const { canvas, userEvent, stage } = context
    await userEvent.type(canvas.getByLabelText('Code from the text message'), stage.mailedCode())
    await userEvent.click(await canvas.findByRole('checkbox', { name: 'I saved these tokens' }))
    await userEvent.click(canvas.getByRole('button', { name: 'Go on' }))
    stage.server.clock.advance(120)
    await userEvent.click(await canvas.findByRole('button', { name: 'Also call this number' }))
    await expect(await canvas.findByRole('heading', { name: 'Pick up your phone' })).toBeVisible()
    await userEvent.type(canvas.getByLabelText('Code from the call'), stage.mailedCode())
    await expect(await canvas.findByRole('heading', { name: 'It works' })).toBeVisible()
    await expect(canvas.queryByRole('button', { name: /Also/ })).toBeNull()
    const { devices } = await stage.server.client.devices.list()
    await expect(devices.map(({ method }) => method)).toEqual(['sms', 'call', 'backup'])
  },
}

/** The last step, before the second channel is chosen. */
export const Finished: Story = {
  async play(context) {
    await CodeSent.play?.(context)
    const { canvas, userEvent, stage } = context
    await userEvent.type(canvas.getByLabelText('Code from the text message'), stage.mailedCode())
    await userEvent.click(await canvas.findByRole('checkbox', { name: 'I saved these tokens' }))
    await userEvent.click(canvas.getByRole('button', { name: 'Go on' }))
    await expect(await canvas.findByRole('button', { name: 'Also call this number' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Add another way' })).toBeVisible()
  },
}

/** Somebody tried with this number a moment ago. */
export const SendingHasToWait: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      await stage.server.client.devices.begin({ method: 'sms', number: '+31612345678', requestKey: 'before' })
      const { pending } = await stage.server.client.devices.list()
      await stage.server.client.devices.remove({ id: pending?.id ?? '' })
    },
  },
  async play(context) {
    await AskForTheNumber.play?.(context)
    await typeNumber(context, '+31612345678')
    const { canvas } = context
    await expect(await canvas.findByText(/^No code was sent to .?\+31/)).toBeVisible()
    await expect(await canvas.findByText(/You can ask for a code in \d+ seconds/)).toBeVisible()
    await expect(canvas.queryByText(/Too many/)).toBeNull()
  },
}

/** The gateway of texts is away, and that of calls is not. */
export const CallInstead: Story = {
  parameters: {
    async begin(stage) {
      await stage.signIn()
      stage.server.inbox.sendText = async () => {
        throw new Error('The gateway is away.')
      }
    },
  },
  async play(context) {
    await AskForTheNumber.play?.(context)
    await typeNumber(context, '+31612345678')
    const { canvas, userEvent, stage } = context
    await expect(await canvas.findByRole('alert')).toHaveTextContent('Your code could not be sent.')
    await userEvent.click(await canvas.findByRole('button', { name: /^Call .?\+31.* instead$/ }))
    await expect(await canvas.findByRole('heading', { name: 'Pick up your phone' })).toBeVisible()
    await userEvent.type(canvas.getByLabelText('Code from the call'), stage.mailedCode())
    await expect(await canvas.findByText('Save your backup tokens')).toBeVisible()
  },
}
