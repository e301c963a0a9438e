import { type Output, safeNext, type SignedIn } from '@keystep/contract'
import { useState } from 'react'
import type { Method } from '../methods/method.ts'
import { useMethods } from '../methods/use-methods.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { nextOfPage } from '../provider/next-of-page.ts'
import { useAccountList } from '../session/use-account-list.ts'
import { useSession } from '../session/use-session.ts'
import { otherChannel, type OtherChannel } from './other-channel.ts'
import { type UseEnrolling, useEnrolling } from './use-enrolling.ts'

export type SetupResult = { readonly session: SignedIn; readonly next: string | null }

export type UseSetupOptions = {
  /** `add`: a further device, for somebody who has one. @default 'first' */
  readonly purpose?: 'first' | 'add' | undefined
  /** The methods to choose from, as on the wire. @default all that the server offers */
  readonly only?: readonly string[] | undefined
  /** Leaves out what this is and why. @default false */
  readonly skipIntroduction?: boolean | undefined
  /** Where the user was heading. @default `next` in this page's query */
  readonly next?: string | null | undefined
  /** @default goes to `next`, or to `urls.account` */
  readonly onDone?: ((result: SetupResult) => void) | undefined
}

export type SetupStep =
  | 'loading'
  | 'unreachable'
  | 'signed_out'
  | 'introduction'
  | 'method'
  | 'prepare'
  | 'configure'
  | 'tokens'
  | 'finished'

export type SetupProgress = { readonly at: number; readonly of: number }

export type UseSetup = Omit<UseEnrolling, 'prepare' | 'leave' | 'forget' | 'phone'> & {
  readonly step: SetupStep
  /** Where that is among the steps the user will see; null where there are none to go. */
  readonly progress: SetupProgress | null
  readonly methods: readonly Method[]
  /** By method, for those that text or call: the countries they reach. */
  readonly countries: Readonly<Record<string, readonly string[]>>
  /** The other way to reach the phone that is being connected, or just was; null where there is none to offer. */
  readonly otherChannel: OtherChannel | null
  /** Connects the same number in that way: in place of what is under way, or beside what is on already. */
  readonly beginOtherChannel: () => Promise<void>
  /** It was turned on in this wizard, and not before. */
  readonly justDone: boolean
  /** Shown this once. */
  readonly backupTokens: readonly string[]
  /** From the introduction on: to the choice of a method, or straight to the only one there is. */
  readonly start: () => Promise<void>
  /** Back to the choice of a method; what was begun lapses by itself. */
  readonly chooseAgain: () => void
  /** To a step before, or on again from there, as the back button leads. False where that is over. */
  readonly goTo: (step: string) => boolean
  /** It is on already: this device comes beside others, from which it has to be told. */
  readonly isFurther: boolean
  /** Methods that nothing of the user's has yet. */
  readonly missing: readonly Method[]
  /** A further device, from the closing step on. */
  readonly addAnother: () => void
  readonly keepTokens: () => void
  readonly finish: () => void
  readonly retry: () => void
}

/** Turning verification on, or adding a device. What is under way is the server's to say, so it survives a reload. */
export function useSetup(options: UseSetupOptions = {}): UseSetup {
  const { purpose = 'first', only, skipIntroduction = false, onDone } = options
  const { navigate, urls } = useKeystep()
  const known = useMethods()
  const { session, accept } = useSession()
  const { list, status, retry } = useAccountList('devices')
  const signedIn = session?.state === 'signed_in'
  const turnedOn = signedIn && session.hasDevice
  const [tokens, setTokens] = useState<readonly string[]>([])
  const [givesTokens, setGivesTokens] = useState<boolean | null>(null)
  const [reached, setReached] = useState<'start' | 'introduction' | 'choice' | 'begun' | 'tokens' | 'finished'>('start')
  // One is on, and the user wants a second one beside it.
  const [addsAnother, setAddsAnother] = useState(false)
  const isAmong = (method: string) => only?.includes(method) ?? true
  const pending = list.data?.pending ?? null
  const { prepare, leave, forget, phone, ...enrolling } = useEnrolling({
    pending: pending && isAmong(pending.method) ? pending : null,
    onBegun: () => setReached('begun'),
    onConfirmed({ backupTokens = [], ...confirmed }: Output<'devices', 'confirm'>) {
      setTokens(backupTokens)
      setGivesTokens(backupTokens.length > 0)
      setReached(backupTokens.length > 0 ? 'tokens' : 'finished')
      accept(confirmed)
    },
  })
  const { enrolment } = enrolling
  const { devices = [], countries = {} } = list.data ?? {}
  const methods = known.filter(
    ({ method, connect }) => connect && isAmong(method) && list.data?.methods.includes(method),
  )
  const chooses = methods.length > 1
  const [first] = methods
  // What there is to ask about the only one is asked at once, as nothing goes out by that.
  const straight = skipIntroduction && !chooses && signedIn && first?.prepare?.isNeeded(session) ? first : null
  const justDone = reached === 'tokens' || reached === 'finished'
  const preparing = enrolling.preparing ?? (justDone || enrolment || reached === 'introduction' ? null : straight)
  const other = otherChannel({ phone, methods, devices })
  const step = stepOf()

  function addFurther(): void {
    setAddsAnother(true)
    setGivesTokens(false)
  }
  function leaveFor(there: typeof reached): true {
    leave()
    setReached(there)
    return true
  }
  return {
    ...enrolling,
    preparing,
    step,
    progress: progressOf(),
    methods,
    countries,
    otherChannel: other,
    async beginOtherChannel() {
      if (!other || !phone) return
      if (justDone) addFurther()
      await enrolling.begin(other.method.method, { number: phone.number })
    },
    justDone,
    backupTokens: tokens,
    async start() {
      if (first && !chooses) await enrolling.begin(first.method)
      else setReached('choice')
    },
    chooseAgain() {
      forget()
      leaveFor('choice')
    },
    goTo(to) {
      if (to === step) return true
      if (!['introduction', 'method', 'prepare', 'configure'].includes(step)) return false
      if (to === 'introduction') return leaveFor('introduction')
      if (to === 'method' && chooses) return leaveFor('choice')
      if (to === 'configure' && enrolment) return leaveFor('begun')
      return to === 'prepare' && prepare()
    },
    isFurther: purpose === 'add' || addsAnother,
    missing: methods.filter(({ method }) => !devices.some((device) => device.method === method)),
    addAnother() {
      addFurther()
      setReached('choice')
    },
    keepTokens: () => {
      setTokens([])
      setReached('finished')
    },
    finish() {
      if (!signedIn) return
      const next = safeNext(options.next === undefined ? nextOfPage() : options.next)
      if (onDone) onDone({ session, next })
      else navigate(next ?? urls.account)
    },
    retry,
  }

  function stepOf(): SetupStep {
    if (reached === 'tokens' || reached === 'finished') return reached
    if (status !== 'ready') return status
    if (purpose === 'first' && turnedOn && !addsAnother) return 'finished'
    if (preparing) return 'prepare'
    if (enrolment && reached !== 'introduction' && reached !== 'choice') return 'configure'
    const isPast = reached === 'begun' || (reached === 'start' && skipIntroduction)
    return reached === 'choice' || (isPast && chooses) ? 'method' : 'introduction'
  }
  function progressOf(): SetupProgress | null {
    const all: readonly (SetupStep | false)[] = [
      !addsAnother && !(skipIntroduction && (chooses || straight)) && 'introduction',
      (chooses || addsAnother) && 'method',
      'configure',
      // Before it is on, nobody can tell whether the server gives any: it does where it knows the method.
      (givesTokens ?? (!turnedOn && known.some(({ method }) => method === 'backup'))) && 'tokens',
      (justDone || !turnedOn || addsAnother || purpose === 'add') && 'finished',
    ]
    const seen = all.filter((one) => one !== false)
    // What is asked beforehand and the proof are one step in the user's eyes: the number does not depend on the method.
    const at = seen.indexOf(step === 'prepare' ? 'configure' : step)
    return at < 0 ? null : { at: at + 1, of: seen.length }
  }
}
