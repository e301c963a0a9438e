import { Notice } from '../parts/notice.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import type { UseBackupTokens } from './use-backup-tokens.ts'
import { usePart } from '../parts/use-part.ts'

/** So few left that it is time for a new set. */
const few = 3

/** The count, the last use, and the way to a new set. */
export function TokenOverview({ backup: { device, renew, status } }: { readonly backup: UseBackupTokens }) {
  const part = usePart()
  const { messages, slots, language } = useKeystep()
  const left = device?.tokensLeft ?? null
  const text = left === null ? messages.noTokensYet : messages.tokensLeft({ count: left })
  const used = device?.lastUsedAt
  return (
    <>
      {left !== null && left > few ? <p {...part('text')}>{text}</p> : <Notice tone="warning">{text}</Notice>}
      {used && (
        <p {...part('lede')}>
          {messages.tokensLastUsed({
            date: new Date(used).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' }),
          })}
        </p>
      )}
      <slots.Button variant="secondary" busy={status === 'busy'} onClick={() => void renew()}>
        {messages.newTokens}
      </slots.Button>
    </>
  )
}
