import { forwardRef } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { Waiting } from '../provider/waiting.tsx'
import { whenShown } from '../provider/when-shown.ts'
import type { SetupWizardProps } from '../setup/setup-wizard.tsx'
import { fetchAccount } from './fetch-account.ts'
import { useDeviceList } from './use-device-list.ts'

export type PhoneSetupProps = Omit<SetupWizardProps, 'purpose' | 'only' | 'skipIntroduction'>

const useBody = whenShown(() => fetchAccount().then(({ PhoneSetupBody }) => PhoneSetupBody))

/** Adds a phone that is texted or called: its number, and the proof that codes arrive there. */
export const PhoneSetup = forwardRef<HTMLDivElement, PhoneSetupProps>(function PhoneSetup(props, ref) {
  const { messages } = useKeystep()
  // Asked for while the code comes.
  useDeviceList()
  const body = useBody()
  if (body.Body) return <body.Body {...props} ref={ref} />
  const { next: _next, history: _history, ...view } = props
  return <Waiting {...view} ref={ref} heading={messages.phoneSetupTitle} on={body} />
})
