import type { Meta } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { SecondStep } from './second-step.tsx'

const meta = {
  title: 'Sign-in/SecondStep by phone',
  component: SecondStep,
  args: { onDone: fn(), onError: fn() },
  parameters: {
    person: 'hedy',
    server: { methods: ['totp', 'sms', 'call', 'backup'] },
    begin: (stage) => stage.startLogin(),
  },
} satisfies Meta<typeof SecondStep> & { parameters: StoryParameters }

export default meta
type Story = StoryOnStage<typeof meta>

/** As if Hedy had asked so often before, each time as soon as she could. */
async function sendBeforehand(stage: Stage, times: number): Promise<void> {
  const { client, clock } = stage.server
  await stage.startLogin()
  const state = await client.session.read()
  const deviceId = (state.state === 'second_factor' && state.devices[0]?.id) || ''
  for (let time = 0; time < times; time += 1) {
    if (time > 0) clock.advance(120)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await client.login.challenge({ deviceId })
  }
}

/** Calls come first for her, as for somebody who cannot read a text. */
async function beCalledFirst(stage: Stage): Promise<void> {
  const { client, clock } = stage.server
  await stage.signIn()
  const { devices } = await client.devices.list()
  await client.devices.change({ id: devices.find(({ method }) => method === 'call')?.id ?? '', default: true })
  await client.session.logout()
  clock.advance(300)
  await stage.startLogin()
}

/** A text is on its way as soon as the step shows, and once. */
export const WaitingForAText: Story = {
  async play({ canvas, stage }) {
    await canvas.findByLabelText('Code from the text message')
    await expect(await canvas.findByText(/You can ask for a new code in/)).toBeVisible()
    await expect(stage.requests.filter((request) => request === 'POST /login/challenge')).toHaveLength(1)
    await expect(canvas.getByText(/^We text a code to .?\+1 \*\*\* \*\*\* \*\*23.?\.$/)).toBeVisible()
    await expect(canvas.queryByRole('button', { name: /instead/ })).toBeNull()
  },
}

export const Answered: Story = {
  async play(context) {
    await WaitingForAText.play?.(context)
    const { canvas, userEvent, stage, args } = context
    await userEvent.type(canvas.getByLabelText('Code from the text message'), stage.mailedCode())
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
  },
}

export const WrongCode: Story = {
  async play({ canvas, userEvent, stage }) {
    const code = await canvas.findByLabelText('Code from the text message')
    await waitFor(() => expect(stage.server.inbox.messages[0]?.text).toMatch(/#\d{6}$/))
    await userEvent.type(code, '000000')
    await waitFor(() => expect(code).toHaveAccessibleDescription(/Check it, or ask for a new one/))
  },
}

/** Her last one was a moment ago, for another login: nothing was sent for this one, and nothing is before she asks. */
export const NothingSentYet: Story = {
  parameters: {
    async begin(stage) {
      await sendBeforehand(stage, 1)
      await stage.startLogin()
    },
  },
  async play({ canvas, stage, args }) {
    await expect(await canvas.findByText(/^No code was sent to .?\+1 \*\*\* \*\*\* \*\*23.? yet\.$/)).toBeVisible()
    await expect(await canvas.findByText(/You can ask for a code in \d+ seconds/)).toBeVisible()
    await expect(canvas.queryByText(/Too many/)).toBeNull()
    await expect(canvas.getByRole('button', { name: /Phone call to/ })).toBeVisible()
    await expect(stage.requests.filter((request) => request === 'POST /login/challenge')).toHaveLength(1)
    await expect(args.onError).not.toHaveBeenCalled()
  },
}

/** And then she asks. */
export const SentOnRequest: Story = {
  parameters: {
    async begin(stage) {
      await sendBeforehand(stage, 1)
      stage.server.clock.advance(27)
      await stage.startLogin()
    },
  },
  async play({ canvas, userEvent, stage }) {
    const code = await canvas.findByLabelText('Code from the text message')
    const before = stage.server.inbox.messages.length
    const send = await canvas.findByRole('button', { name: 'Send a code' }, { timeout: 5000 })
    await expect(stage.server.inbox.messages).toHaveLength(before)
    await userEvent.click(send)
    await expect(await canvas.findByText(/We text a code to/)).toBeVisible()
    await userEvent.type(code, stage.mailedCode())
    await expect(await canvas.findByRole('heading', { name: 'Verified' })).toBeVisible()
  },
}

/** The third that went out, and she is still here. */
export const OtherChannelOffered: Story = {
  parameters: { begin: (stage) => sendBeforehand(stage, 3) },
  async play({ canvas }) {
    await expect(await canvas.findByRole('button', { name: /^Call .*23.? instead$/ })).toBeVisible()
    await expect(canvas.queryByRole('button', { name: /^Phone call to/ })).toBeNull()
  },
}

/** A number is spaced out, however it is reached: she sees when she can be called. */
export const CallHasToWait: Story = {
  parameters: { begin: (stage) => sendBeforehand(stage, 3) },
  async play(context) {
    await OtherChannelOffered.play?.(context)
    const { canvas, userEvent } = context
    await userEvent.click(canvas.getByRole('button', { name: /^Call .*23.? instead$/ }))
    await expect(await canvas.findByLabelText('Code from the call')).toHaveFocus()
    await expect(await canvas.findByText(/^We did not call .*23.? yet\.$/)).toBeVisible()
    await expect(await canvas.findByText(/You can ask for a call in/)).toBeVisible()
  },
}

export const GatewayDown: Story = {
  parameters: {
    async begin(stage) {
      await stage.startLogin()
      stage.server.inbox.sendText = async () => {
        throw new Error('The gateway is away.')
      }
    },
  },
  async play({ canvas, args }) {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('Your code could not be sent.')
    await expect(canvas.getByText(/^No code was sent to/)).toBeVisible()
    await expect(await canvas.findByRole('button', { name: 'Send a code' })).toBeVisible()
    await expect(args.onError).toHaveBeenCalledWith('delivery_failed')
    await expect(canvas.getByRole('button', { name: /^Call .*23.? instead$/ })).toBeVisible()
  },
}

export const CallInstead: Story = {
  ...GatewayDown,
  async play(context) {
    await GatewayDown.play?.(context)
    const { canvas, userEvent, stage, args } = context
    await userEvent.click(canvas.getByRole('button', { name: /^Call .*23.? instead$/ }))
    await expect(await canvas.findByText(/We are calling/)).toBeVisible()
    await expect(canvas.queryByRole('alert')).toBeNull()
    await userEvent.type(canvas.getByLabelText('Code from the call'), stage.mailedCode())
    await waitFor(() => expect(args.onDone).toHaveBeenCalledTimes(1))
  },
}

export const CallingNow: Story = {
  parameters: { begin: beCalledFirst },
  async play({ canvas, stage }) {
    await canvas.findByLabelText('Code from the call')
    await expect(
      await canvas.findByText(
        /^We are calling .?\+1 \*\*\* \*\*\* \*\*23.? now. Press any key, and type the digits you hear\./,
      ),
    ).toBeVisible()
    await expect(await canvas.findByText(/You can ask for another call in/)).toBeVisible()
    await expect(stage.server.inbox.messages[0]?.subject).toBe('Phone call')
  },
}

/** Over the page, where it also says what it is for. */
export const StepUp: Story = {
  args: { stepUp: true, lede: 'This needs a fresh check.', onCancel: fn() },
  parameters: {
    async begin(stage) {
      await stage.signIn()
      stage.server.clock.advance(300)
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByText(/This needs a fresh check\. We text a code to .?\+1/)).toBeVisible()
  },
}
