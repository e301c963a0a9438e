import { forwardRef } from 'react'
import { useDeviceList } from '../devices/use-device-list.ts'
import type { ComponentProps } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import type { StepHistoryProps } from '../provider/use-step-history.ts'
import { Waiting } from '../provider/waiting.tsx'
import { whenShown } from '../provider/when-shown.ts'
import { StepBarRoom } from './step-bar-room.tsx'
import type { SetupResult, UseSetupOptions } from './use-setup.ts'
import { fetchAccount } from '../devices/fetch-account.ts'

export type SetupWizardProps = Omit<ComponentProps<SetupResult>, 'onDone'> & UseSetupOptions & StepHistoryProps

const useBody = whenShown(() => fetchAccount().then(({ SetupWizardBody }) => SetupWizardBody))

/** Turns two-step verification on: what it is, the method, the proof, the backup tokens, the end. */
export const SetupWizard = forwardRef<HTMLDivElement, SetupWizardProps>(function SetupWizard(props, ref) {
  const { messages } = useKeystep()
  // Asked for while the code comes.
  useDeviceList()
  const body = useBody()
  if (body.Body) return <body.Body {...props} ref={ref} />
  const { purpose: _purpose, only: _only, skipIntroduction: _skip, next: _next, history: _history, ...view } = props
  return <Waiting {...view} ref={ref} heading={messages.introductionTitle} above={<StepBarRoom />} on={body} />
})
