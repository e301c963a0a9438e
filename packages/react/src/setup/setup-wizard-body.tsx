import { forwardRef } from 'react'
import { LoginWizard } from '../login/login-wizard.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Loading } from '../provider/loading.tsx'
import { Unreachable } from '../provider/unreachable.tsx'
import { useStepHistory } from '../provider/use-step-history.ts'
import { useTold } from '../provider/use-told.ts'
import type { SetupWizardProps } from './setup-wizard.tsx'
import { StepBar } from './step-bar.tsx'
import { StepBarRoom } from './step-bar-room.tsx'
import { ChooseMethodStep } from './steps/choose-method-step.tsx'
import { ConfigureStep } from './steps/configure-step.tsx'
import { FinishedStep } from './steps/finished-step.tsx'
import { IntroductionStep } from './steps/introduction-step.tsx'
import { PrepareStep } from './steps/prepare-step.tsx'
import { SaveTokensStep } from './steps/save-tokens-step.tsx'
import { useSetup } from './use-setup.ts'

const steps = {
  introduction: IntroductionStep,
  method: ChooseMethodStep,
  prepare: PrepareStep,
  configure: ConfigureStep,
  tokens: SaveTokensStep,
  finished: FinishedStep,
}
/** Those that the back button leads to and from. The tokens are shown once, and the end is one. */
const leadsBack: readonly string[] = ['introduction', 'method', 'prepare', 'configure']

/** The set-up itself: which step it is at, and that step. */
export const SetupWizardBody = forwardRef<HTMLDivElement, SetupWizardProps>(function SetupWizardBody(props, ref) {
  const { purpose, only, skipIntroduction, next, history, onDone, onStepChange, ...view } = props
  const { messages } = useKeystep()
  const setup = useSetup({ purpose, only, skipIntroduction, next, onDone })
  const { step, progress, failure, goTo } = setup
  useTold(onStepChange, step === 'loading' ? null : step)
  useTold(({ code }) => view.onError?.(code), failure)
  useStepHistory(history, leadsBack.includes(step) ? step : null, goTo)

  // Signed out meanwhile: signing in again leads back to where this was.
  if (step === 'signed_out') return <LoginWizard {...view} history={history} ref={ref} onDone={() => {}} />
  if (step === 'loading' || step === 'unreachable') {
    const { form: _form, autoFocus: _focus, onCancel: _cancel, onError: _error, ...rest } = view
    const frame = { ...rest, ref, heading: messages.introductionTitle }
    if (step === 'unreachable') return <Unreachable {...frame} onRetry={setup.retry} />
    return <Loading {...frame} above={<StepBarRoom />} />
  }
  const Step = steps[step]
  // The proof is a step of its own for each method: its heading takes the focus, and half a code of one is none of another's.
  const key = step === 'configure' ? setup.enrolment?.device.method : step
  return <Step {...view} key={key} ref={ref} setup={setup} above={progress && <StepBar {...progress} />} />
})
