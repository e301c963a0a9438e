import { useEffect, useId, useRef } from 'react'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { YesOrNo } from './yes-or-no.tsx'

export type ConfirmRemovalProps = {
  /** What it is called in a sentence. */
  readonly thing: string
  /** What follows. */
  readonly text: string
  readonly busy: boolean
  readonly onRemove: () => void
  readonly onCancel: () => void
}

/** Names the thing and says what follows, before anything is removed. The focus is on the question, not on the yes. */
export function ConfirmRemoval({ thing, text, busy, onRemove, onCancel }: ConfirmRemovalProps) {
  const { messages } = useKeystep()
  const part = usePart()
  const id = useId()
  const question = useRef<HTMLFieldSetElement>(null)
  useEffect(() => question.current?.focus(), [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes what was opened
    <fieldset
      ref={question}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      {...part('confirmation')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
      }}
    >
      <p {...part('label')} id={`${id}-title`}>
        {messages.removeTitle({ thing })}
      </p>
      <p {...part('text')} id={`${id}-text`}>
        {text}
      </p>
      <YesOrNo
        dangerous
        yes={messages.removeNow({ thing })}
        no={messages.keepDevice}
        busy={busy}
        onYes={onRemove}
        onNo={onCancel}
      />
    </fieldset>
  )
}
