import type { GuardRequirement } from '@keystep/contract'
import { useEffect, useRef, useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import type { UseGuard } from './use-guard.ts'
import { useStepUp } from './use-step-up.ts'
import { type GuardRules, type WayOn, wayOn } from './way-on.ts'

export type UseWayOn = {
  /** Null for whoever may pass. */
  readonly way: WayOn['to'] | null
  /** Whether what is guarded stands on the page: not before the server said yes, and then until the session ends. */
  readonly shows: boolean
  /** The dialog was closed without an answer. */
  readonly declined: boolean
  /** Opens the dialog. */
  readonly verify: () => void
}

/**
 * Leads a denied visitor on, once, by `rules`; null leaves that to others. Keeps what they were shown while they are only
 * asked to verify again.
 */
export function useWayOn(guard: UseGuard, requirement: GuardRequirement, rules: GuardRules | null): UseWayOn {
  const { urls, navigate } = useKeystep()
  const { ask } = useStepUp()
  const { decision, session } = guard
  const userId = session?.state === 'signed_in' ? session.user.id : null
  const denial = decision?.allowed === false ? decision : null
  const plain = denial && rules && wayOn(denial, userId !== null, requirement, rules, urls)
  const [shownTo, setShownTo] = useState<string | null>(null)
  const [declined, setDeclined] = useState(false)

  // What the user typed in there is still theirs, and only theirs.
  const keeps = denial?.code === 'step_up_required' && plain?.url === null && shownTo === userId
  const shows = decision?.allowed === true || keeps
  if (shownTo !== (shows ? userId : null)) setShownTo(shows ? userId : null)
  if (declined && !denial) setDeclined(false)
  const way = keeps ? 'dialog' : (plain?.to ?? null)
  const url = plain?.url ?? null

  const left = useRef<string | null>(null)
  useEffect(() => {
    if (url === null || left.current === url) return
    left.current = url
    navigate(url)
  }, [url, navigate])

  async function verify(): Promise<void> {
    const { maxAge, methods } = requirement
    const verified = await ask({ ...(maxAge !== undefined && { maxAge }), ...(methods && { methods }) })
    setDeclined(!verified)
  }
  useEffect(() => {
    if (way === 'dialog') void verify()
    // oxlint-disable-next-line react/exhaustive-deps -- once: whoever cancels is not asked again by a render
  }, [way])
  return { way, shows, declined, verify: () => void verify() }
}
