import type { Device } from '@keystep/contract'
import { forwardRef, useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { failureText } from '../languages/failure-text.ts'
import { isolated } from '../parts/isolated.ts'
import { Notice } from '../parts/notice.tsx'
import { Frame } from '../provider/frame.tsx'
import { useMethods } from '../methods/use-methods.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { AnswerField, type AnswerForm } from './answer-field.tsx'
import { Unreachable } from '../provider/unreachable.tsx'
import { useLatest } from '../provider/use-latest.ts'
import { useSession } from '../session/use-session.ts'
import { OtherChannel } from './other-channel.tsx'
import { OtherWays } from './other-ways.tsx'
import type { SecondStepProps } from './second-step.tsx'
import { SendAgain } from './send-again.tsx'
import { TrustBrowser } from './trust-browser.tsx'
import { useSecondStep } from './use-second-step.ts'
import { WaitNotice } from './wait-notice.tsx'
import { WhoIsSigningIn } from './who-is-signing-in.tsx'

const wrongAnswer: readonly string[] = ['invalid_code', 'bad_request']
/** The wait counts down; what became of the login is being asked, and then said in place of the field. */
const saidElsewhere: readonly string[] = ['throttled', 'login_expired', 'unauthenticated']

/** The second step itself: the device that is asked, and the ways beside it. */
export const SecondStepBody = forwardRef<HTMLDivElement, SecondStepProps>(function SecondStepBody(props, ref) {
  const { stepUp = false, methods, heading, lede, lost, onDone, onCancel, onError, onStepChange, ...view } = props
  const { autoFocus = true, ...rest } = view
  const { messages, slots, dir } = useKeystep()
  const known = useMethods()
  const step = useSecondStep({ stepUp, methods, ...(onDone && { onVerified: onDone }) })
  const { device, others, notOffered, instead, failure, lockedUntil, sending, status } = step
  const [trust, setTrust] = useState(false)
  const { register, setValue, handleSubmit, setFocus, resetField, formState } = useForm<AnswerForm>({
    defaultValues: { code: '', name: '' },
  })
  const { session } = useSession()
  const shown = (status === 'ready' || status === 'checking') && device !== null
  const tellError = useLatest(onError)
  const tellStep = useLatest(onStepChange)
  const deviceId = device?.id
  const deviceMethod = device?.method

  useEffect(() => {
    // Half an answer of one device is none of another's.
    resetField('code')
    if (shown && autoFocus) setFocus('code')
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the device is why it runs
  }, [shown, autoFocus, deviceId, resetField, setFocus])
  useEffect(() => {
    if (!failure) return
    tellError(failure.code)
    resetField('code')
    setFocus('code')
  }, [failure, tellError, resetField, setFocus])
  useEffect(() => {
    if (deviceMethod) tellStep(deviceMethod)
  }, [deviceMethod, tellStep])

  const methodOf = (one: Device | null) => known.find(({ method }) => method === one?.method)
  const method = methodOf(device)
  const label = methodOf(notOffered)?.label(messages)
  const frame = { ...rest, ref, heading: heading ?? messages.enterCode }
  if (status === 'loading') return <Frame {...frame} lede={messages.loading} aria-busy />
  if (status === 'unreachable') return <Unreachable {...frame} onRetry={step.retry} />
  if (status === 'verified' && session?.state === 'signed_in') {
    const { name, identifier } = session.user
    return (
      <Frame {...frame} heading={messages.verified}>
        <Notice tone="success">{messages.signedInAs({ name: name ?? identifier })}</Notice>
      </Frame>
    )
  }
  if (status === 'lost') {
    return <Frame {...frame}>{lost ?? <Notice tone="warning">{messages.failures.login_expired}</Notice>}</Frame>
  }

  const who = !stepUp && <WhoIsSigningIn onGiveUp={onCancel} />
  const why = label && <Notice tone="warning">{messages.notOffered({ label })}</Notice>
  const wayBack = onCancel && stepUp && (
    <slots.Button variant="quiet" onClick={onCancel}>
      {messages.cancel}
    </slots.Button>
  )
  if (!device || !method) {
    return (
      <Frame key="none" {...frame} lede={messages.noWayToAnswer} focusHeading={autoFocus}>
        {who}
        {why}
        {wayBack}
      </Frame>
    )
  }

  const told = { ...device, destination: isolated(device.destination, dir) }
  const noneSent = sending.count === 0 && (sending.status === 'waiting' || sending.status === 'failed')
  const words = method.sending?.(messages) ?? messages.sentWords
  const where = noneSent ? words.none(told) : method.lede(messages, told)
  const kind = device.interactive ? 'sent' : device.method
  const answered = failure !== sending.failure
  const wrong = answered && failure !== null && wrongAnswer.includes(failure.code)
  const submit = handleSubmit(({ code }) => step.verify(code, { trustBrowser: trust && step.trustSeconds !== null }))
  return (
    <Frame
      {...frame}
      lede={
        lede && device.interactive ? (
          <>
            {lede} {where}
          </>
        ) : (
          (lede ?? where)
        )
      }
      status={wrong ? 'wrong' : status}
      onSubmitStep={() => void submit()}
    >
      {who}
      {why}
      {failure && !wrong && !saidElsewhere.includes(failure.code) && (
        <Notice tone="danger">{failureText(messages, failure, kind)}</Notice>
      )}
      <AnswerField
        key={device.id}
        method={method}
        form={{ register, setValue }}
        failure={failure}
        label={undefined}
        length={device.codeLength}
        onComplete={() => void submit()}
        status={status === 'checking' ? 'busy' : wrong ? 'wrong' : 'idle'}
        error={formState.errors.code ? messages.fields.required : wrong ? failureText(messages, failure, kind) : null}
      />
      <SendAgain sending={sending} method={method} />
      {instead && (
        <OtherChannel
          method={methodOf(instead)}
          destination={instead.destination}
          onChoose={() => step.choose(instead.id)}
        />
      )}
      <WaitNotice until={lockedUntil} />
      <TrustBrowser seconds={step.trustSeconds} checked={trust} onChange={setTrust} />
      <slots.Button type="submit" busy={status === 'checking'}>
        {messages.verify}
      </slots.Button>
      <OtherWays devices={others.filter((one) => one !== instead)} onChoose={step.choose} />
      {wayBack}
    </Frame>
  )
})
