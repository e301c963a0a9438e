import { forwardRef } from 'react'
import type { Messages } from '../languages/en.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { Waiting } from '../provider/waiting.tsx'
import { whenShown } from '../provider/when-shown.ts'
import type { ProfileSectionName } from './own-sections.ts'
import type { ProfileSectionProps } from './section.tsx'
import { Skeleton } from './skeleton.tsx'
import { useDeviceList } from './use-device-list.ts'
import { fetchAccount } from './fetch-account.ts'

const useSections = whenShown(() => fetchAccount().then(({ ownSections }) => ownSections))

/** A section for a page of the app's own: fetched when it is shown, while the devices are asked for. */
function sectionOf(name: ProfileSectionName, heading: (messages: Messages) => string) {
  return forwardRef<HTMLDivElement, ProfileSectionProps>(function ProfileSection(props, ref) {
    const { messages } = useKeystep()
    useDeviceList()
    const sections = useSections()
    if (sections.Body) {
      const Section = sections.Body[name]
      return <Section {...props} ref={ref} />
    }
    return (
      <Waiting {...props} ref={ref} heading={heading(messages)} on={sections}>
        <Skeleton />
      </Waiting>
    )
  })
}

/** How the user verifies: the device that is asked first. Invites whoever has none. */
export const MethodSection = sectionOf('method', ({ methodTitle }) => methodTitle)

/** The user's other devices, and the way to a further one. */
export const DevicesSection = sectionOf('devices', ({ devicesTitle }) => devicesTitle)

/** How many backup tokens are left, and a new set. */
export const BackupTokensSection = sectionOf('backup-tokens', ({ backupTitle }) => backupTitle)

/** Turns verification off, for whoever has read what follows and says yes. */
export const DisableSection = sectionOf('disable', ({ disableTitle }) => disableTitle)
