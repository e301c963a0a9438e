import { forwardRef, useId, useRef, useState } from 'react'
import { failureText } from '../languages/failure-text.ts'
import { Icon } from '../parts/icon.tsx'
import { dangerIcon } from '../parts/icons.ts'
import { Notice } from '../parts/notice.tsx'
import { usePart } from '../parts/use-part.ts'
import { Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { useTold } from '../provider/use-told.ts'
import type { ProfileSectionProps } from './section.tsx'
import { useDevices } from './use-devices.ts'

export type DisableFormProps = Omit<ProfileSectionProps, 'onDone'> & { readonly onDisabled: () => void }

/** What follows, a yes that has to be ticked, and the button: in this order. */
export const DisableForm = forwardRef<HTMLDivElement, DisableFormProps>(function DisableForm(
  { onDisabled, onError, ...rest },
  ref,
) {
  const { messages, slots } = useKeystep()
  const part = usePart()
  const { disable, actions } = useDevices()
  const { status, failure } = actions.disable
  const [sure, setSure] = useState(false)
  const [missing, setMissing] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const id = useId()
  useTold(({ code }) => onError?.(code), failure)

  async function submit(): Promise<void> {
    setMissing(!sure)
    if (!sure) box.current?.focus()
    else if (await disable()) onDisabled()
  }
  return (
    <Frame {...rest} ref={ref} heading={messages.disableTitle} onSubmitStep={() => void submit()}>
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
        <slots.Button type="submit" variant="secondary" busy={status === 'busy'}>
          {messages.disableTitle}
        </slots.Button>
      </div>
    </Frame>
  )
})
