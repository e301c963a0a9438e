import { useEffect, useRef, useState } from 'react'
import { type Control, useWatch, type UseFormRegister, type UseFormSetValue } from 'react-hook-form'
import type { AnswerProps, Method } from '../methods/method.ts'

type AnswerForm = { code: string }

export type AnswerFieldProps = Omit<AnswerProps, 'value' | 'onChange' | 'onBlur' | 'inputRef'> & {
  readonly method: Method
  readonly form: {
    readonly control: Control<AnswerForm>
    readonly register: UseFormRegister<AnswerForm>
    readonly setValue: UseFormSetValue<AnswerForm>
  }
}

/**
 * A method's field in a form; a key typed renders it alone. It is known to the form by a handle and not by its input,
 * so that any input will do; react-hook-form's Controller does the same at three times the weight.
 */
export function AnswerField({ method, form: { control, register, setValue }, ...answer }: AnswerFieldProps) {
  const input = useRef<HTMLInputElement | null>(null)
  const [handle] = useState(() => ({ focus: () => input.current?.focus() }))
  const value = useWatch({ control, name: 'code' })
  const { ref, name, onBlur } = register('code', { required: true })
  // After each render: a reset of the form forgets its fields.
  useEffect(() => ref(handle))
  return (
    <method.Answer
      {...answer}
      value={value}
      onChange={(code) => setValue('code', code)}
      onBlur={() => void onBlur({ type: 'blur', target: { name, value } })}
      inputRef={(element) => {
        input.current = element
      }}
    />
  )
}
