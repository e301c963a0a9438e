import { useEffect, useRef, useState } from 'react'
import type { UseFormRegister, UseFormSetValue } from 'react-hook-form'
import type { KeystepError } from '@keystep/contract'
import type { AnswerProps, Method } from '../methods/method.ts'
import { useWebOtp } from './use-web-otp.ts'

/** What stands in a form with an answer in it; `name` where the device gets one. */
export type AnswerForm = { code: string; name: string }

export type AnswerFieldProps = Omit<AnswerProps, 'value' | 'onChange' | 'onBlur' | 'inputRef'> & {
  readonly method: Method
  /** What became of the last answer: the next one begins empty. */
  readonly failure: KeystepError | null
  readonly form: {
    readonly register: UseFormRegister<AnswerForm>
    readonly setValue: UseFormSetValue<AnswerForm>
  }
}

/**
 * A method's field in a form; a key typed renders it alone. It is known to the form by a handle and not by its input,
 * so that any input will do; react-hook-form's Controller does the same at three times the weight.
 */
export function AnswerField({ method, form: { register, setValue }, failure, ...answer }: AnswerFieldProps) {
  const input = useRef<HTMLInputElement | null>(null)
  const [handle] = useState(() => ({ focus: () => input.current?.focus() }))
  const [value, setShown] = useState('')
  const { ref, name, onBlur } = register('code', { required: true })
  const [answered, setAnswered] = useState(failure)
  if (failure !== answered) {
    setAnswered(failure)
    setShown('')
  }
  function change(code: string): void {
    setShown(code)
    setValue('code', code)
  }
  useWebOtp({
    transport: answer.status === 'busy' ? undefined : method.otpTransport,
    onCode(code) {
      change(code)
      answer.onComplete()
    },
  })
  // After each render: a reset of the form forgets its fields.
  useEffect(() => ref(handle))
  return (
    <method.Answer
      {...answer}
      value={value}
      onChange={change}
      onBlur={() => void onBlur({ type: 'blur', target: { name, value } })}
      inputRef={(element) => {
        input.current = element
      }}
    />
  )
}
