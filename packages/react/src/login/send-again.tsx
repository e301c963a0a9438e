import type { Method } from '../methods/method.ts'
import { Countdown } from '../parts/countdown.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import type { UseSending } from './use-sending.ts'

export type SendAgainProps = { readonly sending: UseSending; readonly method: Method }

/** A code, or another one, once the server would send it. Until then it says how long that takes. */
export function SendAgain({ sending, method }: SendAgainProps) {
  const part = usePart()
  const { messages } = useKeystep()
  const { status, count, resendAt, resend } = sending
  const words = method.sending?.(messages) ?? messages.sentWords
  if (status === 'nothing') return null
  if (status === 'sending') return <p {...part('hint')}>{words.sending}</p>
  const first = count === 0
  const send = <LinkButton onClick={() => void resend()}>{first ? words.first : words.again}</LinkButton>
  const sendIn = first ? words.firstIn : words.againIn
  return (
    <p {...part('hint')}>
      {resendAt === null ? (
        send
      ) : (
        <Countdown until={resendAt} doneMessage={first ? words.firstNow : words.againNow}>
          {(seconds) => (seconds > 0 ? sendIn({ seconds }) : send)}
        </Countdown>
      )}
    </p>
  )
}
