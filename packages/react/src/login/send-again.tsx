import { Countdown } from '../parts/countdown.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import type { UseSending } from './use-sending.ts'
import { usePart } from '../parts/use-part.ts'

/** Another code, once the server would send one. Until then it says how long that takes. */
export function SendAgain({ sending }: { readonly sending: UseSending }) {
  const part = usePart()
  const { messages } = useKeystep()
  const { status, resendAt, resend } = sending
  if (status === 'nothing') return null
  if (status === 'sending') return <p {...part('hint')}>{messages.sending}</p>
  const again = <LinkButton onClick={() => void resend()}>{messages.sendAgain}</LinkButton>
  return (
    <p {...part('hint')}>
      {resendAt === null ? (
        again
      ) : (
        <Countdown until={resendAt} doneMessage={messages.sendAgainNow}>
          {(seconds) => (seconds > 0 ? messages.sendAgainIn({ seconds }) : again)}
        </Countdown>
      )}
    </p>
  )
}
