import { forwardRef } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { DeviceRows } from './device-rows.tsx'
import { Invitation } from './invitation.tsx'
import { type ProfileSectionProps, Section } from './section.tsx'
import { useDevices } from './use-devices.ts'

/** How the user verifies: the device that is asked first. Invites whoever has none. */
export const MethodSection = forwardRef<HTMLDivElement, ProfileSectionProps>(function MethodSection(
  { form: _form, onDone, onError, ...rest },
  ref,
) {
  const { messages } = useKeystep()
  const devices = useDevices()
  const { first, others } = devices
  return (
    <Section
      {...rest}
      ref={ref}
      of={devices}
      heading={messages.methodTitle}
      // In place of a button that the server would refuse.
      lede={others.length > 0 && messages.defaultStays}
      data-section="method"
    >
      {first ? <DeviceRows devices={[first]} onChange={onDone} onError={onError} /> : <Invitation />}
    </Section>
  )
})
