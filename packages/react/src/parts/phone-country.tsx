import { forwardRef, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { phoneCountries } from './phone-countries.ts'
import { movedNumber, typedNumber } from './typed-number.ts'
import type { usePart } from './use-part.ts'

/** Takes what the input holds after it was typed in. */
export type TakeTyped = (event: Event) => void

export type PhoneCountryProps = {
  /** Given, as all that is imported here beside React would be fetched apart from what is there. */
  readonly part: ReturnType<typeof usePart>
  readonly label: string
  readonly countries: readonly string[] | undefined
  readonly language: string | undefined
  readonly disabled: boolean | undefined
  readonly input: RefObject<HTMLInputElement | null>
  /** What the input shows. */
  readonly text: string
  /** Shows another text in it, of the number `value`. */
  readonly show: (text: string, value: string) => void
}

/** The country of a number, beside its input; and how the number is written there, as it is typed. */
export const PhoneCountry = forwardRef<TakeTyped, PhoneCountryProps>(function PhoneCountry(
  { part, label, countries, language, disabled, input, text, show },
  ref,
) {
  const offered = useMemo(() => phoneCountries(countries, language), [countries, language])
  const [chosen, setChosen] = useState(offered.first)
  // Of a number that was typed with the code of a country that is not offered. The server has the say about it.
  const [foreignCode, setForeignCode] = useState<string | null>(null)
  const caretToRestore = useRef<number | null>(null)
  const country = offered.list.find(({ code }) => code === chosen) ?? null

  // React moves the caret to the end when the value it sets is not the one that was typed.
  useEffect(() => {
    const caret = caretToRestore.current
    caretToRestore.current = null
    if (caret !== null && document.activeElement === input.current) input.current?.setSelectionRange(caret, caret)
  })
  function take(raw: string, caret: number, forward: boolean): void {
    const codes = offered.list.map(({ code }) => code)
    const typed = typedNumber({ previous: text, raw, caret, forward, country: chosen, countries: codes })
    caretToRestore.current = typed.caret
    setChosen(typed.country)
    setForeignCode(typed.foreignCode)
    show(typed.text, typed.value)
  }
  useImperativeHandle(ref, () => (event) => {
    const { value = '', selectionEnd } = input.current ?? {}
    const forward = event instanceof InputEvent && event.inputType.endsWith('Forward')
    take(value, selectionEnd ?? value.length, forward)
  })
  useEffect(() => {
    // What was there or typed before this came.
    if (text !== '') take(text, input.current?.selectionEnd ?? text.length, false)
    // oxlint-disable-next-line react/exhaustive-deps -- once: from then on each key is taken as it comes
  }, [])

  const callingCode = foreignCode ?? country?.callingCode
  return (
    <span {...part('country')}>
      {/* The choice is drawn anew: a browser would cut off a long name, and with it the code behind it. */}
      <span {...part('content')} aria-hidden="true">
        {foreignCode === null && country && (
          <>
            <span dir="auto" {...part('country-name')}>
              {country.name}
            </span>
            <span {...part('country-short')}>{country.code}</span>
          </>
        )}
        <span dir="ltr" {...part('country-code')}>
          {callingCode}
        </span>
      </span>
      <select
        {...part('select')}
        aria-label={label}
        disabled={disabled}
        value={foreignCode === null ? (chosen ?? '') : ''}
        onChange={({ target }) => {
          const moved = movedNumber(text, target.value)
          setChosen(target.value)
          setForeignCode(null)
          show(moved.text, moved.value)
        }}
      >
        {(foreignCode !== null || !country) && <option value="">{callingCode}</option>}
        {offered.list.map(({ code, words }) => (
          <option key={code} value={code}>
            {words}
          </option>
        ))}
      </select>
    </span>
  )
})
