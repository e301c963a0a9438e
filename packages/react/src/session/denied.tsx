import type { GuardDenial, GuardRequirement } from '@keystep/contract'
import { forwardRef } from 'react'
import { SecondStep } from '../login/second-step.tsx'
import { type ComponentProps, Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { withNext } from '../provider/urls.ts'
import { SetupWizard } from '../setup/setup-wizard.tsx'
import type { UseWayOn } from './use-way-on.ts'
import { thisPage } from './way-on.ts'

export type DeniedProps = Omit<ComponentProps<never>, 'onDone' | 'onStepChange' | 'onError' | 'form'> & {
  /** Absent while a device is being set up in place: the guard may allow it before the wizard is done. */
  readonly denial: GuardDenial | null
  readonly requirement: GuardRequirement
  readonly wayOn: UseWayOn
  readonly explains: boolean
  readonly onSetUp: () => void
}

/** What a denied visitor sees: the way on, wherever there is one. */
export const Denied = forwardRef<HTMLDivElement, DeniedProps>(function Denied(props, ref) {
  const { denial, requirement, wayOn, explains, onSetUp, autoFocus = true, onCancel, ...view } = props
  const { messages, urls, navigate, slots } = useKeystep()
  const frame = { ...view, ref }
  const code = denial?.code ?? 'enrolment_required'
  const inPlace = denial === null || wayOn.way === 'step_in_place'
  if (inPlace && code === 'enrolment_required') {
    return <SetupWizard {...frame} {...{ autoFocus }} onCancel={onCancel} onDone={onSetUp} />
  }
  if (code === 'enrolment_required') {
    return (
      <Frame {...frame} heading={messages.enrolmentNeededTitle} lede={messages.enrolmentNeededLede}>
        {explains && (
          <slots.Button onClick={() => navigate(withNext(urls.setup, thisPage()))}>
            {messages.introductionTitle}
          </slots.Button>
        )}
      </Frame>
    )
  }
  if (code === 'staff_required') {
    return <Frame {...frame} heading={messages.staffNeededTitle} lede={messages.staffNeededLede} />
  }
  // Nothing to verify for nobody.
  if (code === 'unauthenticated') {
    return <Frame {...frame} heading={messages.signIn} lede={messages.failures.unauthenticated} />
  }
  const asked = { ...frame, heading: messages.verificationNeededTitle, lede: messages.verificationNeededLede }
  if (inPlace) return <SecondStep {...asked} {...{ autoFocus }} stepUp methods={requirement.methods} />
  return (
    <Frame {...asked} focusHeading={wayOn.shows && autoFocus}>
      {wayOn.way === 'dialog' && <slots.Button onClick={wayOn.verify}>{messages.verify}</slots.Button>}
    </Frame>
  )
})
