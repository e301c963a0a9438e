import { AsYouType, type CountryCode, getCountryCallingCode } from 'libphonenumber-js/min/es6'
import { asciiDigits } from './ascii-digits.ts'

export type TypedNumberOptions = {
  /** What the field showed before. */
  readonly previous: string
  /** What it holds now, and where its caret stands. */
  readonly raw: string
  readonly caret: number
  /** Something was deleted after the caret, and not before it. */
  readonly forward: boolean
  readonly country: string | null
  /** Those on offer. */
  readonly countries: readonly string[]
}

export type TypedNumber = {
  readonly text: string
  readonly caret: number
  /** The number with its country code, as far as it is there. */
  readonly value: string
  readonly country: string | null
  /** `+49`, of a number that says itself which country it is of, and that one is not on offer. */
  readonly foreignCode: string | null
}

/** What a number becomes when the field holds `raw`: written as in its country, with the caret where it was. */
export function typedNumber({ previous, raw, caret, forward, country, countries }: TypedNumberOptions): TypedNumber {
  let plain = plainOf(raw)
  let before = plainOf(raw.slice(0, caret)).length
  if (raw.length < previous.length && plain === plainOf(previous)) {
    // A space or a bracket was deleted, which is written again at once: what was meant is the digit beyond it.
    if (!forward) before = Math.max(0, before - 1)
    plain = plain.slice(0, before) + plain.slice(before + 1)
  }
  const found = plain.startsWith('+') ? countryOf(plain, country, countries) : { country, foreignCode: null }
  const { text, value } = written(plain, found.country)
  return { ...found, text, value, caret: text === raw ? caret : caretAfter(text, before) }
}

/** The same number as one of another country. */
export function movedNumber(text: string, country: string): Pick<TypedNumber, 'text' | 'value'> {
  const plain = plainOf(text)
  return written(
    plain.startsWith('+') ? (formatted(plain, null).formatter.getNumber()?.nationalNumber ?? '') : plain,
    country,
  )
}

/** Digits, after a plus where there is a country code: 00 is how many countries dial that. */
function plainOf(text: string): string {
  const signs = asciiDigits(text)
    .replaceAll('＋', '+')
    .replaceAll(/[^\d+]/g, '')
  return signs.replaceAll(/(?!^)\+/g, '').replace(/^00/, '+')
}

function countryOf(plain: string, current: string | null, countries: readonly string[]) {
  const { formatter } = formatted(plain, null)
  const code = formatter.getCallingCode()
  if (code === undefined) return { country: current, foreignCode: null }
  const sure = formatter.getCountry()
  // Until more of it is there, several countries may share the code: the chosen one before any other.
  const candidates = sure ? [sure] : [current ?? '', ...countries]
  const likely = candidates.find((one) => countries.includes(one) && callingCodeOf(one) === code)
  return likely ? { country: likely, foreignCode: null } : { country: current, foreignCode: `+${code}` }
}

function written(plain: string, country: string | null): Pick<TypedNumber, 'text' | 'value'> {
  const { text, formatter } = formatted(plain, country)
  return { text, value: plain.startsWith('+') ? plain : (formatter.getNumberValue() ?? plain) }
}

function callingCodeOf(country: string): string {
  return getCountryCallingCode(country as CountryCode) // only those that are known are on offer
}

function formatted(plain: string, country: string | null) {
  const formatter = new AsYouType((country ?? undefined) as CountryCode | undefined)
  return { text: formatter.input(plain), formatter }
}

/** Behind as many digits and signs as stood before it. */
function caretAfter(text: string, count: number): number {
  let caret = 0
  for (let seen = 0; seen < count && caret < text.length; caret += 1) {
    if (/[\d+]/.test(text[caret] ?? '')) seen += 1
  }
  return caret
}
