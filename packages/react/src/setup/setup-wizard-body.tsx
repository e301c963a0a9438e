import { forwardRef, useEffect } from 'react'
import { LoginWizard } from '../login/login-wizard.tsx'
import type { ComponentProps } from '../provider/frame.tsx'
import { Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Unreachable } from '../provider/unreachable.tsx'
import { useLatest } from '../provider/use-latest.ts'
import { ChooseMethodStep } from './steps/choose-method-step.tsx'
import { ConfigureStep } from './steps/configure-step.tsx'
import { FinishedStep } from './steps/finished-step.tsx'
import { IntroductionStep } from './steps/introduction-step.tsx'
import { PrepareStep } from './steps/prepare-step.tsx'
import { SaveTokensStep } from './steps/save-tokens-step.tsx'
import { type SetupResult, useSetup, type UseSetupOptions } from './use-setup.ts'

const steps = {
  introduction: IntroductionStep,
  method: ChooseMethodStep,
  prepare: PrepareStep,
  configure: ConfigureStep,
  tokens: SaveTokensStep,
  finished: FinishedStep,
}

/** Turns two-step verification on: what it is, the method, the proof, the backup tokens, the end. */
export const SetupWizard = forwardRef<HTMLDivElement, SetupWizardProps>(function SetupWizard(props, ref) {
  const { purpose, skipIntroduction, next, onDone, onStepChange, ...view } = props
  const { messages } = useKeystep()
  const setup = useSetup({ purpose, skipIntroduction, next, onDone })
  const { step, failure } = setup
  const tellStep = useLatest(onStepChange)
  const tellError = useLatest(view.onError)
  useEffect(() => {
    if (step !== 'loading') tellStep(step)
  }, [step, tellStep])
  useEffect(() => {
    if (failure) tellError(failure.code)
  }, [failure, tellError])

  // Signed out meanwhile: signing in again leads back to where this was.
  if (step === 'signed_out') return <LoginWizard {...view} ref={ref} onDone={() => {}} />
  if (step === 'loading' || step === 'unreachable') {
    const { headingLevel, form: _form, autoFocus: _focus, onCancel: _cancel, onError: _error, ...rest } = view
    const frame = { ...rest, ref, headingLevel, heading: messages.introductionTitle }
    if (step === 'unreachable') return <Unreachable {...frame} onRetry={setup.retry} />
    return <Frame {...frame} lede={messages.loading} aria-busy />
  }
  const Step = steps[step]
  return <Step {...view} ref={ref} setup={setup} />
})
