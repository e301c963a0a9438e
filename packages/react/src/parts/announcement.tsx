import type { ReactNode } from 'react'

type AnnouncementProps = { readonly children?: ReactNode }

/** Says its content politely when it changes, and shows nothing. Render it empty first. */
export function Announcement({ children }: AnnouncementProps) {
  return (
    <span data-keystep="" data-part="announcement" aria-live="polite" aria-atomic="true">
      {children}
    </span>
  )
}
