import type { ReactNode } from 'react'
import { usePart } from './use-part.ts'

type AnnouncementProps = { readonly children?: ReactNode }

/** Says its content politely when it changes, and shows nothing. Render it empty first. */
export function Announcement({ children }: AnnouncementProps) {
  const part = usePart()
  return (
    <span data-keystep="" {...part('announcement')} aria-live="polite" aria-atomic="true">
      {children}
    </span>
  )
}
