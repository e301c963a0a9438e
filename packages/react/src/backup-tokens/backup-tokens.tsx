import { forwardRef } from 'react'
import { useDeviceList } from '../devices/use-device-list.ts'
import type { ComponentProps } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Waiting } from '../provider/waiting.tsx'
import { whenShown } from '../provider/when-shown.ts'
import { fetchAccount } from '../devices/fetch-account.ts'

export type BackupTokensProps = ComponentProps<void>

const useBody = whenShown(() => fetchAccount().then(({ BackupTokensBody }) => BackupTokensBody))

/** How many backup tokens are left, when one was used, and a new set. */
export const BackupTokens = forwardRef<HTMLDivElement, BackupTokensProps>(function BackupTokens(props, ref) {
  const { messages } = useKeystep()
  // Asked for while the code comes.
  useDeviceList()
  const body = useBody()
  if (body.Body) return <body.Body {...props} ref={ref} />
  return <Waiting {...props} ref={ref} heading={messages.backupTitle} on={body} />
})
