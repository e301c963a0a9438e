import { forwardRef } from 'react'
import { BackupTokens } from '../backup-tokens/backup-tokens.tsx'
import type { ProfileSectionProps } from './section.tsx'
import { useDevices } from './use-devices.ts'

/** How many backup tokens are left, and a new set. */
export const BackupTokensSection = forwardRef<HTMLDivElement, ProfileSectionProps>(function BackupTokensSection(
  { onDone, ...rest },
  ref,
) {
  const { userId } = useDevices()
  return (
    // Of one user: a set that was just shown is nothing for the next.
    <BackupTokens {...rest} key={userId} ref={ref} data-section="backup-tokens" onDone={() => onDone?.('new_tokens')} />
  )
})
