import type { Device, KeystepError } from '@keystep/contract'
import { useEffect, useId, useRef } from 'react'
import { failureText } from '../languages/failure-text.ts'
import { Icon } from '../parts/icon.tsx'
import type { IconDrawing } from '../parts/icons.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { Notice } from '../parts/notice.tsx'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { ConfirmRemoval } from './confirm-removal.tsx'
import { DeviceFacts } from './device-facts.tsx'
import { removalText } from './removal-text.ts'
import { RenameForm } from './rename-form.tsx'
import type { ProfileChange } from './section.tsx'
import { useDevices } from './use-devices.ts'
import { useDeviceWords } from './use-device-words.ts'

/** Of a device whose method the kit does not know. */
const shieldIcon: IconDrawing = {
  name: 'shield',
  path: 'M10 2.5l6 2.25v4.5c0 3.75-2.4 6.7-6 8.25-3.6-1.55-6-4.5-6-8.25v-4.5z',
}

/** What is open in a row: the field for its name, or the question whether to remove it. */
export type OpenInRow = 'rename' | 'remove' | null

export type DeviceRowProps = {
  readonly device: Device
  readonly open: OpenInRow
  readonly onOpen: (open: OpenInRow) => void
  readonly onChange: (change: ProfileChange, name: string) => void
  readonly onFailure: (failure: KeystepError) => void
}

/** One device: what it is, and what can be done with it. */
export function DeviceRow({ device, open, onOpen, onChange, onFailure }: DeviceRowProps) {
  const { messages, dir } = useKeystep()
  const part = usePart()
  const { method, label, title, thing } = useDeviceWords(device)
  const { devices, now, rename, remove, change, ...may } = useDevices({ onFailure })
  const { failure, status, reset } = change
  const busy = status === 'busy'
  const id = useId()
  const renameButton = useRef<HTMLButtonElement>(null)
  const removeButton = useRef<HTMLButtonElement>(null)
  const opened = useRef(open)
  useEffect(() => {
    // Back to the button that opened what is closed now.
    const opener = opened.current === 'rename' ? renameButton : removeButton
    if (opened.current && !open) opener.current?.focus()
    opened.current = open
  }, [open])

  function show(what: OpenInRow): void {
    reset()
    onOpen(what)
  }
  async function renameTo(name: string): Promise<void> {
    if (name === device.name) show(null)
    else if (await rename(device.id, name)) onChange('renamed', name)
  }
  const nameOf = (action: string) => ({ id: `${id}-${action}`, 'aria-labelledby': `${id}-${action} ${id}-name` })
  const atOnce = (action: 'resume' | 'makeDefault', done: ProfileChange) => (
    <LinkButton
      {...nameOf(action)}
      aria-busy={busy || undefined}
      onClick={async () => (await may[action](device.id)) && onChange(done, title)}
    >
      {messages[action]}
    </LinkButton>
  )
  return (
    <li {...part('device')} data-status={open ?? (device.suspended ? 'suspended' : 'idle')}>
      <Icon of={method?.icon ?? shieldIcon} />
      <div {...part('content')}>
        <p {...part('label')} id={`${id}-name`}>
          {title}
        </p>
        <DeviceFacts device={device} now={now} />
        {device.suspended && <Notice tone="warning">{messages.suspended}</Notice>}
        {failure && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
        {open === null && (
          <div {...part('actions')}>
            {device.suspended && atOnce('resume', 'resumed')}
            {method && (
              <LinkButton {...nameOf('rename')} ref={renameButton} onClick={() => show('rename')}>
                {messages.rename}
              </LinkButton>
            )}
            {method && !device.default && !device.suspended && atOnce('makeDefault', 'made_default')}
            {!device.default && (
              <LinkButton {...nameOf('remove')} ref={removeButton} onClick={() => show('remove')}>
                {messages.remove}
              </LinkButton>
            )}
          </div>
        )}
        {open === 'rename' && (
          <RenameForm name={device.name} busy={busy} onRename={renameTo} onCancel={() => show(null)} />
        )}
        {open === 'remove' && (
          <ConfirmRemoval
            thing={thing}
            text={removalText(messages, { device, label, devices, dir })}
            busy={busy}
            onRemove={async () => (await remove(device.id)) && onChange('removed', title)}
            onCancel={() => show(null)}
          />
        )}
      </div>
    </li>
  )
}
