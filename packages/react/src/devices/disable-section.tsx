import { forwardRef, useState } from 'react'
import { Notice } from '../parts/notice.tsx'
import { Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { DisableForm } from './disable-form.tsx'
import { type ProfileSectionProps, Section } from './section.tsx'
import { useDevices } from './use-devices.ts'

/** Turns verification off, for whoever has read what follows and says yes. */
export const DisableSection = forwardRef<HTMLDivElement, ProfileSectionProps>(function DisableSection(
  { form, onDone, onError, ...rest },
  ref,
) {
  const { messages } = useKeystep()
  const devices = useDevices()
  const { status, userId, first } = devices
  const [offFor, setOffFor] = useState<string | null>(null)
  const frame = { ...rest, ref, 'data-section': 'disable' }
  if (status !== 'ready') return <Section {...frame} of={devices} heading={messages.disableTitle} />
  if (first) {
    function disabled() {
      setOffFor(userId)
      onDone?.('disabled')
    }
    return <DisableForm {...frame} key={userId} form={form} onDisabled={disabled} onError={onError} />
  }
  if (offFor !== userId) return null
  return (
    <Frame {...frame} heading={messages.profileTitle} focusHeading>
      <Notice tone="success">{messages.disabled}</Notice>
    </Frame>
  )
})
