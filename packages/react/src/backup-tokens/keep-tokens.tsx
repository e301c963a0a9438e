import { useState } from 'react'
import { BackupTokenList } from '../parts/backup-token-list.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { useSession } from '../session/use-session.ts'
import { usePart } from '../parts/use-part.ts'

export type KeepTokensProps = {
  readonly tokens: readonly string[]
  /** Absent where another proof follows. */
  readonly onKept?: () => void
}

/** A fresh set, the ways to keep it, and the word of whoever kept it. */
export function KeepTokens({ tokens, onKept }: KeepTokensProps) {
  const part = usePart()
  const { messages, language, slots } = useKeystep()
  const { session } = useSession()
  const [kept, setKept] = useState(false)
  const identifier = session?.state === 'signed_in' ? session.user.identifier : ''
  const date = session ? new Date(session.now).toLocaleDateString(language, { dateStyle: 'long' }) : ''
  const { copy, copied, copyFailed, download, print, backupTitle } = messages
  return (
    <>
      <BackupTokenList
        tokens={tokens}
        fileName={messages.tokensFile}
        about={messages.tokensAbout({ identifier, date })}
        labels={{ list: backupTitle, copy, copied, copyFailed, download, print }}
      />
      {onKept && (
        <>
          <label {...part('check')}>
            <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
            <span>{messages.savedThem}</span>
          </label>
          <slots.Button disabled={!kept} onClick={onKept}>
            {messages.goOn}
          </slots.Button>
        </>
      )}
    </>
  )
}
