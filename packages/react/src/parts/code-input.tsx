import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react'
import type { ChangeEvent, ClipboardEvent, ComponentPropsWithoutRef } from 'react'
import { CodeSlots } from './code-slots.tsx'
import { codeInText } from './code-in-text.ts'
import { typedCode } from './typed-code.ts'
import { useSelection } from './use-selection.ts'
import { usePart } from './use-part.ts'

export type CodeInputStatus = 'idle' | 'wrong' | 'right' | 'busy'

export type CodeInputProps = Omit<ComponentPropsWithoutRef<'input'>, 'value' | 'defaultValue' | 'onChange' | 'type'> & {
  /** How many digits the code has. @default 6 */
  readonly length?: 6 | 8
  readonly value: string
  readonly onChange: (value: string) => void
  /** Called when the last digit arrives, and again only after the value changed. */
  readonly onComplete?: ((value: string) => void) | undefined
  /** `busy` and `right` keep the digits as they are. @default 'idle' */
  readonly status?: CodeInputStatus
}

/** One real input drawn as slots. `className` goes to the root; `ref` and the other props to the input. */
export const CodeInput = forwardRef<HTMLInputElement, CodeInputProps>(function CodeInput(
  { length = 6, value, onChange, onComplete, status = 'idle', className, onPaste, readOnly, ...rest },
  ref,
) {
  const part = usePart()
  const input = useRef<HTMLInputElement>(null)
  const caretToRestore = useRef<number | null>(null)
  const [selection, setSelection] = useSelection(input)
  const locked = readOnly || status === 'busy' || status === 'right'
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => input.current, [])

  // React moves the caret to the end when the value it sets is not the one that was typed.
  useEffect(() => {
    const caret = caretToRestore.current
    caretToRestore.current = null
    if (caret !== null && document.activeElement === input.current) input.current?.setSelectionRange(caret, caret)
  })

  function take(next: string, caret: number) {
    caretToRestore.current = caret
    setSelection([caret, caret])
    if (next === value) return
    onChange(next)
    if (next.length === length) onComplete?.(next)
  }

  function change(event: ChangeEvent<HTMLInputElement>) {
    const field = event.target
    const typed = typedCode(value, field.value, field.selectionEnd ?? field.value.length, length)
    take(typed.value, typed.caret)
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    onPaste?.(event)
    if (event.defaultPrevented || locked) return
    const code = codeInText(event.clipboardData.getData('text'), length)
    if (code.length < length) return
    event.preventDefault()
    take(code, length)
  }

  return (
    <span dir="ltr" data-keystep="" {...part('code-input', className)} data-status={status} data-length={length}>
      <input
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="done"
        {...rest}
        aria-invalid={rest['aria-invalid'] ?? (status === 'wrong' || undefined)}
        aria-busy={status === 'busy' || undefined}
        ref={input}
        type="text"
        dir="ltr"
        {...part('input')}
        value={value}
        readOnly={locked}
        onChange={change}
        onPaste={paste}
      />
      <CodeSlots length={length} value={value} selection={selection} status={status} />
    </span>
  )
})
