import { useId, useRef, useState } from 'react'
import { failureText } from '../languages/failure-text.ts'
import { Icon } from '../parts/icon.tsx'
import { dangerIcon } from '../parts/icons.ts'
import { Notice } from '../parts/notice.tsx'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { headingOf } from './heading-of.ts'
import { useDevices } from './use-devices.ts'

export type ConfirmDisablingProps = {
  readonly onDisabled: () => void
  readonly onError: ((code: string) => void) | undefined
}

/** What follows, a yes that has to be ticked, and the button: in this order. */
export function ConfirmDisabling({ onDisabled, onError }: ConfirmDisablingProps) {
  const { messages, slots } = useKeystep()
  const part = usePart()
  const { disable, change } = useDevices({ onFailure: ({ code }) => onError?.(code) })
  const { status, failure } = change
  const [sure, setSure] = useState(false)
  const [missing, setMissing] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const id = useId()

  async function submit(): Promise<void> {
    setMissing(!sure)
    if (!sure) return box.current?.focus()
    const heading = headingOf(box.current)
    if (!(await disable())) return
    onDisabled()
    heading?.focus()
  }
  return (
    <>
      <p {...part('text')} id={`${id}-text`}>
        {messages.disableText}
      </p>
      {failure && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
      <div data-keystep="" {...part('field')} data-status={missing ? 'wrong' : 'idle'}>
        <label {...part('check')}>
          <input
            ref={box}
            type="checkbox"
            required
            checked={sure}
            aria-invalid={missing || undefined}
            aria-describedby={`${id}-text ${id}-error`}
            onChange={({ target }) => {
              setSure(target.checked)
              setMissing(false)
            }}
          />
          <span>{messages.iAmSure}</span>
        </label>
        <span id={`${id}-error`} {...part('error')} aria-live="assertive" aria-atomic="true">
          {missing && <Icon of={dangerIcon} />}
          {missing && <span>{messages.notSure}</span>}
        </span>
      </div>
      <div {...part('actions')}>
        <slots.Button variant="secondary" busy={status === 'busy'} onClick={() => void submit()}>
          {messages.disableTitle}
        </slots.Button>
      </div>
    </>
  )
}
