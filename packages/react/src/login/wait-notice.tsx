import { Countdown } from '../parts/countdown.tsx'
import { Notice } from '../parts/notice.tsx'
import { useKeystep } from '../provider/keystep-context.ts'

/** How long to wait after too many wrong codes, by the server's word. `until` is of this browser's clock. */
export function WaitNotice({ until }: { readonly until: number | null }) {
  const { messages } = useKeystep()
  if (until === null) return null
  return (
    <Notice tone="warning">
      <Countdown until={until} doneMessage={messages.tryNow}>
        {(seconds) =>
          seconds > 0 ? `${messages.failures.throttled} ${messages.lockedFor({ seconds })}` : messages.tryNow
        }
      </Countdown>
    </Notice>
  )
}
