import { useEffect, useRef, useState } from 'react'
import { PhoneField } from '../parts/phone-field.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import type { Preparation, PrepareProps } from './method.ts'

/** Known to the form by a handle, as its value is not what stands in its input. */
function PhoneNumber({ register, setValue, errorOf, countries }: PrepareProps) {
  const { messages, language } = useKeystep()
  const input = useRef<HTMLInputElement>(null)
  const [handle] = useState(() => ({ focus: () => input.current?.focus() }))
  const [number, setNumber] = useState('')
  const { ref, name } = register('number', { required: true })
  useEffect(() => ref(handle))
  return (
    <PhoneField
      ref={input}
      name={name}
      label={messages.number}
      countryLabel={messages.country}
      hint={messages.numberConsent}
      error={errorOf('number')}
      countries={countries}
      language={language}
      value={number}
      onChange={(typed) => {
        setNumber(typed)
        setValue('number', typed)
      }}
    />
  )
}

/** What methods that reach a phone ask beforehand: its number. */
export const phoneNumber: Preparation = {
  isNeeded: () => true,
  title: (messages) => messages.numberTitle,
  lede: (messages) => messages.numberLede,
  Fields: PhoneNumber,
  request: ({ number = '' }) => ({ number }),
}
