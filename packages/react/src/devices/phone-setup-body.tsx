import { forwardRef } from 'react'
import type { Messages } from '../languages/en.ts'
import { Frame } from '../provider/frame.tsx'
import { Context, useKeystep } from '../provider/keystep-context.ts'
import { SetupWizardBody } from '../setup/setup-wizard-body.tsx'
import type { PhoneSetupProps } from './phone-setup.tsx'
import { useDeviceList } from './use-device-list.ts'

const only = ['sms', 'call']

/** The set-up of a phone itself; and where codes are neither texted nor called, that they are not. */
export const PhoneSetupBody = forwardRef<HTMLDivElement, PhoneSetupProps>(function PhoneSetupBody(props, ref) {
  const keystep = useKeystep()
  const { messages, slots } = keystep
  const { list } = useDeviceList()
  if (list.data && !list.data.methods.some((method) => only.includes(method))) {
    const { next: _next, history: _history, onDone: _onDone, onCancel, ...view } = props
    const { autoFocus = true, form: _form, onStepChange: _onStepChange, onError: _onError, ...frame } = view
    return (
      <Frame {...frame} ref={ref} heading={messages.phoneSetupTitle} lede={messages.noPhones} focusHeading={autoFocus}>
        {onCancel && (
          <slots.Button variant="secondary" onClick={onCancel}>
            {messages.back}
          </slots.Button>
        )}
      </Frame>
    )
  }
  // Not a copy: the kit's own texts are inherited.
  const inherited = Object.create(messages) as Messages
  const { phoneSetupTitle, phoneSetupText } = messages
  const words = Object.assign(inherited, { introductionTitle: phoneSetupTitle, introductionText: phoneSetupText })
  return (
    <Context.Provider value={{ ...keystep, messages: words }}>
      <SetupWizardBody {...props} ref={ref} purpose="add" only={only} skipIntroduction />
    </Context.Provider>
  )
})
