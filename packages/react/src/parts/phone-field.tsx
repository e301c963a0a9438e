import { forwardRef, useImperativeHandle, useRef, useState } from 'react'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { whenShown } from '../provider/when-shown.ts'
import { Field } from './field.tsx'
import type { TakeTyped } from './phone-country.tsx'
import { usePart } from './use-part.ts'

export type PhoneFieldProps = Omit<
  ComponentPropsWithoutRef<'input'>,
  'value' | 'defaultValue' | 'onChange' | 'type'
> & {
  readonly label: ReactNode
  /** Names the choice of the country. */
  readonly countryLabel: string
  readonly hint?: ReactNode
  readonly error?: ReactNode
  /** The number with its country code and without spaces, `+31612345678`; as far as it was typed. */
  readonly value: string
  readonly onChange: (value: string) => void
  /** Those to choose from, as ISO 3166-1 alpha-2. @default all */
  readonly countries?: readonly string[] | undefined
  /** In which the countries are named, as BCP 47. @default the browser's */
  readonly language?: string | undefined
}

const useCountry = whenShown(() => import('./phone-country.tsx').then(({ PhoneCountry }) => PhoneCountry))

/**
 * A phone number: its country and the rest, written as it is there. What knows how numbers are written is large and comes
 * when one is asked for; until then this is an input like any other. `className` goes to the root; `ref` and the other
 * props to the input.
 */
export const PhoneField = forwardRef<HTMLInputElement, PhoneFieldProps>(function PhoneField(
  { label, countryLabel, hint, error, value, onChange, countries, language, className, id, ...rest },
  ref,
) {
  const part = usePart()
  const { Body: PhoneCountry } = useCountry()
  const input = useRef<HTMLInputElement>(null)
  const take = useRef<TakeTyped | null>(null)
  const [shown, setShown] = useState({ text: value, of: value })
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => input.current, [])
  // What the host sets stands as it is, until it is typed on.
  const text = shown.of === value ? shown.text : value

  function show(next: string, of: string): void {
    setShown({ text: next, of })
    if (of !== value) onChange(of)
  }
  return (
    <Field
      className={className}
      id={id}
      label={label}
      hint={hint}
      error={error}
      aria-describedby={rest['aria-describedby']}
    >
      {(control) => (
        <span {...part('phone-field')}>
          {PhoneCountry && (
            <PhoneCountry
              ref={take}
              {...{ part, countries, language, input, text, show }}
              label={countryLabel}
              disabled={rest.disabled}
            />
          )}
          <span {...part('text-field')}>
            <input
              inputMode="tel"
              autoComplete="tel"
              {...rest}
              {...control}
              ref={input}
              type="tel"
              dir="ltr"
              {...part('input')}
              value={text}
              onChange={({ target, nativeEvent }) => {
                if (take.current) take.current(nativeEvent)
                else show(target.value, target.value)
              }}
            />
          </span>
        </span>
      )}
    </Field>
  )
})
