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
  readonly status: 'nothing' | 'sending' | 'sent' | 'failed'
  readonly failure: KeystepError | null
  /** Epoch milliseconds of this browser's clock from which on it can be sent again. */
  readonly resendAt: number | null
  /** Epoch milliseconds of this browser's clock until which the device waits after too many wrong codes. */
  readonly retryAt: number | null
  readonly resend: () => Promise<void>
}

/** Sends the code of a device once, when it is asked; again only when told. The server sends no more than it would. */
export function useSending({ deviceId, known, clockOffset, send }: UseSendingOptions): UseSending {
  const [last, setLast] = useState<{ readonly deviceId: string; readonly sent: Sent | null } | null>(null)
  const { run, status, failure, retryAt } = useAction(send)
  const own = last?.deviceId === deviceId ? last.sent : null
  const sent = own ?? known

  async function resend(): Promise<void> {
    if (deviceId === null) return
    const challenge = await run(deviceId)
    if (challenge) setLast({ deviceId, sent: challenge.sent })
  }
  const owed = deviceId !== null && sent === null
  useEffect(() => {
    if (owed) void resend()
    // oxlint-disable-next-line react/exhaustive-deps -- once for each device that is asked, not for each render
  }, [owed, deviceId])

  return {
    status:
      deviceId === null ? 'nothing' : status === 'busy' ? 'sending' : failure ? 'failed' : sent ? 'sent' : 'sending',
    failure,
    resendAt: sent && !failure ? Date.parse(sent.resendAt) - clockOffset : null,
    retryAt,
    resend,
  }
}
