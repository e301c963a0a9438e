import { BackupTokensSection } from './backup-tokens-section.tsx'
import { DevicesSection } from './devices-section.tsx'
import { DisableSection } from './disable-section.tsx'
import { MethodSection } from './method-section.tsx'

/** The sections of the profile, in their order. */
export const ownSections = {
  method: MethodSection,
  devices: DevicesSection,
  'backup-tokens': BackupTokensSection,
  disable: DisableSection,
}

export type ProfileSectionName = keyof typeof ownSections
