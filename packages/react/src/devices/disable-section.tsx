import { forwardRef, useState } from 'react'
import { Notice } from '../parts/notice.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { ConfirmDisabling } from './confirm-disabling.tsx'
import { type ProfileSectionProps, Section } from './section.tsx'
import { useDevices } from './use-devices.ts'

/** Turns verification off, for whoever has read what follows and says yes. */
export const DisableSection = forwardRef<HTMLDivElement, ProfileSectionProps>(function DisableSection(
  { form: _form, onDone, onError, ...rest },
  ref,
) {
  const { messages } = useKeystep()
  const devices = useDevices()
  const { status, userId, first } = devices
  const [offFor, setOffFor] = useState<string | null>(null)
  function disabled(): void {
    setOffFor(userId)
    onDone?.('disabled')
  }
  // It says that it is off to whoever has just turned it off here.
  if (status === 'ready' && !first && offFor !== userId) return null
  return (
    <Section {...rest} ref={ref} of={devices} heading={messages.disableTitle} data-section="disable">
      {first ? (
        <ConfirmDisabling onDisabled={disabled} onError={onError} />
      ) : (
        <Notice tone="success">{messages.disabled}</Notice>
      )}
    </Section>
  )
})
