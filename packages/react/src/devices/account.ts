// One piece to fetch: all that users do about their own account. A chunk for each would cost more in seams than it saves.
export { BackupTokensBody } from '../backup-tokens/backup-tokens-body.tsx'
export { enAccount } from '../languages/en-account.ts'
export { Denied } from '../session/denied.tsx'
export { SetupWizardBody } from '../setup/setup-wizard-body.tsx'
export { ownSections } from './own-sections.ts'
export { PhoneSetupBody } from './phone-setup-body.tsx'
export { ProfileBody } from './profile-body.tsx'
