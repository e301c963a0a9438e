import type { GuardDenial, GuardRequirement } from '@keystep/contract'
import { type ComponentPropsWithoutRef, forwardRef, useEffect, useRef } from 'react'
import { SecondStep } from '../login/second-step.tsx'
import { Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { withNext } from '../provider/urls.ts'
import type { StepHeadingProps } from '../parts/step-heading.tsx'
import type { RequireVerifiedProps } from './require-verified.tsx'
import { useStepUp } from './use-step-up.ts'

export type DeniedProps = Omit<ComponentPropsWithoutRef<'div'>, 'children' | 'onError'> & {
  readonly denial: GuardDenial
  readonly signedIn: boolean
  readonly requirement: GuardRequirement
  readonly rules: Pick<RequireVerifiedProps, 'onAnonymous' | 'onUnverified' | 'nextParam'>
  readonly headingLevel?: StepHeadingProps['level'] | undefined
  readonly autoFocus?: boolean | undefined
}

/** What a denied visitor sees: the way on, wherever there is one. */
export const Denied = forwardRef<HTMLDivElement, DeniedProps>(function Denied(props, ref) {
  const { denial, signedIn, requirement, rules, autoFocus = true, ...view } = props
  const { code, ruledBy } = denial
  const { messages, urls, navigate, slots } = useKeystep()
  const { ask } = useStepUp()
  const { maxAge, methods } = requirement
  const inPlace = signedIn && rules.onUnverified === 'ask' && code !== 'staff_required'
  const target = inPlace ? null : redirectOf()

  const left = useRef<string | null>(null)
  useEffect(() => {
    if (target === null || left.current === target) return
    left.current = target
    navigate(target)
    // oxlint-disable-next-line react/exhaustive-deps -- once per target: `navigate` may be a new function each render
  }, [target])
  function verify() {
    void ask({ ...(maxAge !== undefined && { maxAge }), ...(methods && { methods }) })
  }
  const opensDialog = !inPlace && target === null && code === 'step_up_required'
  useEffect(() => {
    if (opensDialog) verify()
    // oxlint-disable-next-line react/exhaustive-deps -- once: whoever cancels is not asked again by a render
  }, [opensDialog])

  if (inPlace) {
    const title = { heading: messages.verificationNeededTitle, lede: messages.verificationNeededLede, autoFocus }
    return <SecondStep {...view} {...title} ref={ref} stepUp methods={methods} />
  }
  const frame = { ...view, ref }
  if (target !== null) return <Frame {...frame} heading={messages.checking} aria-busy />
  if (code === 'enrolment_required') {
    return (
      <Frame {...frame} heading={messages.enrolmentNeededTitle} lede={messages.enrolmentNeededLede}>
        {rules.onUnverified === 'explain' && (
          <slots.Button onClick={() => navigate(withNext(urls.setup, here()))}>
            {messages.introductionTitle}
          </slots.Button>
        )}
      </Frame>
    )
  }
  if (code === 'staff_required') {
    return <Frame {...frame} heading={messages.staffNeededTitle} lede={messages.staffNeededLede} />
  }
  return (
    <Frame {...frame} heading={messages.verificationNeededTitle} lede={messages.verificationNeededLede}>
      {opensDialog && <slots.Button onClick={verify}>{messages.verify}</slots.Button>}
    </Frame>
  )

  function redirectOf(): string | null {
    const rule = ruledBy && rules[ruledBy]
    const wish = {
      ...(maxAge !== undefined && { maxAge: String(maxAge) }),
      ...(methods && { methods: methods.join(',') }),
    }
    if (typeof rule === 'object' && rule) return withHere(rule.redirect, wish)
    if (ruledBy !== 'onAnonymous' || rule === 'deny' || code === 'step_up_required') return null
    return withHere(code === 'unauthenticated' ? urls.login : urls.verify, wish)
  }
  function withHere(url: string, wish: Readonly<Record<string, string>>): string {
    const { nextParam = 'next' } = rules
    if (nextParam === null) return withNext(url, null, wish)
    return withNext(url, null, { [nextParam]: here(), ...wish })
  }
})

function here(): string {
  return typeof window === 'undefined' ? '/' : window.location.pathname + window.location.search
}
