import { getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min/es6'

export type PhoneCountryChoice = {
  /** ISO 3166-1 alpha-2. */
  readonly code: string
  readonly name: string
  /** `+31` */
  readonly callingCode: string
  /** Both, as an option of a select. */
  readonly words: string
}

export type PhoneCountries = {
  readonly list: readonly PhoneCountryChoice[]
  /** The one that a number is probably of, before any is typed. */
  readonly first: string | null
}

/** The countries to choose from, as they are called and sorted in a language. */
export function phoneCountries(
  offered: readonly string[] = getCountries(),
  language?: string,
  languages: readonly string[] = navigator.languages,
): PhoneCountries {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const { compare } = new Intl.Collator(language)
  // Not `filter(isSupportedCountry)`: it takes a second argument for a description of all numbers.
  const known = offered.filter((code) => isSupportedCountry(code))
  const list = known.map((code) => {
    const name = names.of(code) ?? code
    const callingCode = `+${getCountryCallingCode(code)}`
    // Isolated: the plus would change sides beside a name that is written from right to left.
    return { code, name, callingCode, words: `${name} \u2066${callingCode}\u2069` }
  })
  const likely = regionsOf(languages).find((region) => known.some((code) => code === region))
  return { list: list.toSorted((one, other) => compare(one.name, other.name)), first: likely ?? known[0] ?? null }
}

/** Where a user may live, by the languages of their browser: what they say of it comes before what is likely. */
function regionsOf(languages: readonly string[]): readonly (string | undefined)[] {
  const locales = languages.map((language) => new Intl.Locale(language))
  return [...locales.map(({ region }) => region), ...locales.map((locale) => locale.maximize().region)]
}
