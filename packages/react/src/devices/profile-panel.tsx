import { type ComponentType, forwardRef, type ReactElement } from 'react'
import type { ComponentProps } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Waiting } from '../provider/waiting.tsx'
import { whenShown } from '../provider/when-shown.ts'
import type { ProfileSectionName } from './own-sections.ts'
import type { ProfileChange, ProfileSectionProps } from './section.tsx'
import { Skeleton } from './skeleton.tsx'
import { useDeviceList } from './use-device-list.ts'
import { fetchAccount } from './fetch-account.ts'

/** One of the kit's by its name, or one of the app's own. A component is given what the kit's own are given. */
export type ProfileSection = ProfileSectionName | ReactElement | ComponentType<ProfileSectionProps>

export type ProfilePanelProps = Omit<ComponentProps<ProfileChange>, 'autoFocus' | 'onCancel'> & {
  /** What is shown, in this order. @default ['method', 'devices', 'backup-tokens', 'disable'] */
  readonly sections?: readonly ProfileSection[] | undefined
  /** Puts the focus on the heading. @default false, as it is part of a page */
  readonly autoFocus?: boolean | undefined
}

const useBody = whenShown(() => fetchAccount().then(({ ProfileBody }) => ProfileBody))

/** What an account page shows: how the user verifies, their devices and backup tokens, and the way to turn it off. */
export const ProfilePanel = forwardRef<HTMLDivElement, ProfilePanelProps>(function ProfilePanel(props, ref) {
  const { messages } = useKeystep()
  // While the code comes.
  useDeviceList()
  const body = useBody()
  if (body.Body) return <body.Body {...props} ref={ref} />
  const { sections: _sections, ...view } = props
  return (
    <Waiting {...view} ref={ref} heading={messages.profileTitle} on={body}>
      <Skeleton />
    </Waiting>
  )
})
