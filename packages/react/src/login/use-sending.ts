import type { Challenge, KeystepError } from '@keystep/contract'
import { useEffect, useState } from 'react'
import { useAction } from '../provider/use-action.ts'

export type Sent = NonNullable<Challenge['sent']>

export type UseSendingOptions = {
  /** The device that is asked, if something has to be sent before it can be answered. */
  readonly deviceId: string | null
  /** What the server says went out already. */
  readonly known: Sent | null
  /** The server's clock minus this browser's, in milliseconds. */
  readonly clockOffset: number
  readonly send: (deviceId: string) => Promise<Challenge>
}

export type UseSending = {
  /** `waiting`: the server sends none before `resendAt`; one that arrived can still be answered. */
  readonly status: 'nothing' | 'sending' | 'sent' | 'waiting' | 'failed'
  /** How often one went out for this login, session or enrolment. */
  readonly count: number
  /** Why none could be sent; having to wait is no failure. */
  readonly failure: KeystepError | null
  /** Epoch milliseconds of this browser's clock from which on it can be sent again. */
  readonly resendAt: number | null
  /** Epoch milliseconds of this browser's clock until which the device waits after too many wrong codes. */
  readonly retryAt: number | null
  readonly resend: () => Promise<void>
}

/** Sends the code of a device once, when it is asked; again only when told. The server sends no more than it would. */
export function useSending({ deviceId, known, clockOffset, send }: UseSendingOptions): UseSending {
  // Of each device that was asked: whoever comes back to one waits for what was sent to it.
  const [sentTo, setSentTo] = useState<Readonly<Record<string, Sent | null>>>({})
  const [asked, setAsked] = useState<string | null>(null)
  const { run, status, failure: refusal, retryAt } = useAction(send)
  const own = deviceId === null ? undefined : sentTo[deviceId]
  const sent = own ?? known
  const busy = status === 'busy'
  const refused = asked === deviceId ? refusal : null
  const waits = refused?.details.sending === true
  const failure = waits ? null : refused

  async function resend(): Promise<void> {
    if (deviceId === null) return
    setAsked(deviceId)
    const challenge = await run(deviceId)
    if (challenge) setSentTo((before) => ({ ...before, [deviceId]: challenge.sent }))
  }
  // Not while one is under way: the device may be another one meanwhile, and its turn comes then.
  const owed = deviceId !== null && sent === null && own === undefined && refused === null && !busy
  useEffect(() => {
    if (owed) void resend()
    // oxlint-disable-next-line react/exhaustive-deps -- once for each device that is asked, not for each render
  }, [owed, deviceId])

  return {
    status: statusNow(),
    count: sent?.count ?? 0,
    failure,
    resendAt: waits ? retryAt : sent && !refused ? Date.parse(sent.resendAt) - clockOffset : null,
    retryAt: failure?.details.retryAfter === undefined ? null : retryAt,
    resend,
  }

  function statusNow(): UseSending['status'] {
    if (deviceId === null) return 'nothing'
    if (busy) return 'sending'
    if (waits) return 'waiting'
    if (failure) return 'failed'
    return sent ? 'sent' : 'sending'
  }
}
