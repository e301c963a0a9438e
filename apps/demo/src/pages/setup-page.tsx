import { SetupWizard } from '@keystep/react'

export function SetupPage() {
  return <SetupWizard headingLevel={1} />
}
