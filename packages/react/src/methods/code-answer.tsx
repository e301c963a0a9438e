import type { ComponentType } from 'react'
import type { Messages } from '../languages/en.ts'
import { CodeInput } from '../parts/code-input.tsx'
import { Field } from '../parts/field.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import type { AnswerProps } from './method.ts'

/** The field of every method whose answer is a code of digits, under a label of its own. */
export function codeAnswer(labelOf: (messages: Messages) => string): ComponentType<AnswerProps> {
  return function CodeAnswer({ inputRef, error, label, length, ...control }) {
    const { messages } = useKeystep()
    return (
      <Field label={label ?? labelOf(messages)} error={error}>
        {(field) => <CodeInput {...field} {...control} length={length === 8 ? 8 : 6} ref={inputRef} />}
      </Field>
    )
  }
}
