import type { Device, KeystepError } from '@keystep/contract'
import { useEffect, useRef, useState } from 'react'
import { Announcement } from '../parts/announcement.tsx'
import { Notice } from '../parts/notice.tsx'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { DeviceRow, type OpenInRow } from './device-row.tsx'
import { headingOf } from './heading-of.ts'
import type { ProfileChange } from './section.tsx'

export type DeviceRowsProps = {
  readonly devices: readonly Device[]
  /** One was just added to them. @default false */
  readonly added?: boolean
  readonly onChange?: ((change: ProfileChange) => void) | undefined
  readonly onError?: ((code: string) => void) | undefined
}

/** Devices in a list, of which one at a time is open; and what became of those that are in it no more. */
export function DeviceRows({ devices, added = false, onChange, onError }: DeviceRowsProps) {
  const { messages } = useKeystep()
  const part = usePart()
  const [open, setOpen] = useState<{ readonly id: string; readonly what: OpenInRow } | null>(null)
  const [said, setSaid] = useState('')
  const [gone, setGone] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const [wasAdded, setWasAdded] = useState(added)
  if (wasAdded !== added) {
    setWasAdded(added)
    if (added) setSaid(messages.addedDevice)
  }
  useEffect(() => {
    if (added) headingOf(list.current)?.focus()
  }, [added])

  function changed(change: ProfileChange, name: string): void {
    setOpen(null)
    setSaid(saying(change)({ name }))
    if (change !== 'renamed') headingOf(list.current)?.focus()
    onChange?.(change)
  }
  function saying(change: ProfileChange) {
    if (change === 'removed') return messages.removedDevice
    if (change === 'resumed') return messages.resumedDevice
    return change === 'renamed' ? messages.renamedDevice : messages.madeDefault
  }
  function failed({ code }: KeystepError): void {
    onError?.(code)
    if (code !== 'not_found') return
    // Its row will not be there to say so.
    setGone(true)
    setOpen(null)
    headingOf(list.current)?.focus()
  }
  return (
    <>
      {gone && <Notice tone="danger">{messages.deviceGone}</Notice>}
      {/* Safari drops the list role from lists without markers. */}
      {/* oxlint-disable-next-line jsx-a11y/no-redundant-roles */}
      <ul ref={list} role="list" hidden={devices.length === 0} {...part('devices')}>
        {devices.map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            open={open?.id === device.id ? open.what : null}
            onOpen={(what) => {
              setGone(false)
              setOpen({ id: device.id, what })
            }}
            onChange={changed}
            onFailure={failed}
          />
        ))}
      </ul>
      <Announcement>{said}</Announcement>
    </>
  )
}
