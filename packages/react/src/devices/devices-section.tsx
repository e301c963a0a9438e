import { forwardRef, useEffect, useRef, useState } from 'react'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { AddDevice } from './add-device.tsx'
import { DeviceRows } from './device-rows.tsx'
import { levelBelow } from './level-below.ts'
import { type ProfileSectionProps, Section } from './section.tsx'
import { type UseDevices, useDevices } from './use-devices.ts'

/** The user's other devices, and a further one. */
export const DevicesSection = forwardRef<HTMLDivElement, ProfileSectionProps>(function DevicesSection(
  { form, onDone, onError, ...rest },
  ref,
) {
  const { messages } = useKeystep()
  const devices = useDevices()
  // Whoever has none is invited elsewhere.
  if (devices.status === 'ready' && !devices.first) return null
  return (
    <Section
      {...rest}
      ref={ref}
      of={devices}
      heading={messages.devicesTitle}
      lede={devices.others.length === 0 && messages.noOtherDevices}
      data-section="devices"
    >
      <Others {...{ devices, form, onDone, onError }} headingLevel={rest.headingLevel} />
    </Section>
  )
})

type OthersProps = Pick<ProfileSectionProps, 'form' | 'headingLevel' | 'onDone' | 'onError'> & {
  readonly devices: UseDevices
}

function Others({ devices, headingLevel, form, onDone, onError }: OthersProps) {
  const { messages, slots } = useKeystep()
  const part = usePart()
  const { others, addable, pending, cancelAdding } = devices
  // What was begun before a reload goes on where it was.
  const [adding, setAdding] = useState(pending !== null)
  const [added, setAdded] = useState(false)
  const way = useRef<HTMLDivElement>(null)
  const wasAdding = useRef(adding)
  useEffect(() => {
    if (wasAdding.current && !adding && !added) way.current?.querySelector('button')?.focus()
    wasAdding.current = adding
  }, [adding, added])

  return (
    <>
      <DeviceRows devices={others} added={added} onChange={onDone} onError={onError} />
      {adding ? (
        <AddDevice
          headingLevel={levelBelow(headingLevel)}
          form={form}
          onError={onError}
          onCancel={() => {
            setAdding(false)
            void cancelAdding()
          }}
          onAdded={() => {
            setAdding(false)
            setAdded(true)
            onDone?.('added')
          }}
        />
      ) : (
        addable.length > 0 && (
          <div ref={way} {...part('actions')}>
            <slots.Button
              variant="secondary"
              onClick={() => {
                setAdded(false)
                setAdding(true)
              }}
            >
              {messages.addAnother}
            </slots.Button>
          </div>
        )
      )}
    </>
  )
}
