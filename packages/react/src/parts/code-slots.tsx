import type { CodeInputStatus } from './code-input.tsx'
import { Icon } from './icon.tsx'
import { dangerIcon, successIcon } from './icons.ts'
import { spinnerIcon } from './spinner-icon.ts'
import type { Selection } from './use-selection.ts'
import { usePart } from './use-part.ts'

type CodeSlotsProps = {
  readonly length: number
  readonly value: string
  readonly selection: Selection
  readonly status: CodeInputStatus
}

const icons = { idle: null, wrong: dangerIcon, right: successIcon, busy: spinnerIcon }

/** Only paint: what the input behind it holds, where its caret stands, and how the code fared. */
export function CodeSlots({ length, value, selection, status }: CodeSlotsProps) {
  const part = usePart()
  const start = Math.min(selection[0], value.length)
  const end = Math.min(selection[1], value.length)
  const icon = icons[status]

  function slot(index: number) {
    const caretAfter = start === length && index === length - 1
    const caret = start !== end ? undefined : caretAfter ? 'after' : index === start ? 'before' : undefined
    return (
      <span
        key={index}
        {...part('slot')}
        data-status={index < value.length ? 'filled' : 'empty'}
        data-caret={caret}
        data-selected={index >= start && index < end ? '' : undefined}
      >
        {value[index]}
        {caret && <span {...part('caret')} />}
      </span>
    )
  }

  const slots = Array.from({ length }, (_, index) => slot(index))
  return (
    <span {...part('slots')} aria-hidden="true">
      {slots.slice(0, length / 2)}
      <span {...part('outcome')}>{icon && <Icon of={icon} />}</span>
      {slots.slice(length / 2)}
    </span>
  )
}
