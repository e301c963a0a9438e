import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'

export type PhoneCountry = CountryCode

/** What was typed, as E.164, or the reason why nothing is sent there. */
export type ReadNumber =
  | { readonly number: string; readonly refused?: undefined }
  | { readonly refused: 'number_format' | 'number_country' | 'number_premium' }

/** Whoever is called or texted there costs the caller more, or is not one person's phone. */
const premium: ReadonlySet<string | undefined> = new Set([
  'PREMIUM_RATE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'UAN',
  'PAGER',
  'VOICEMAIL',
])

/** A number with its country code (`+` or `00` before it), however it is spaced and in digits of whatever script. */
export function readPhoneNumber(typed: string, countries: ReadonlySet<PhoneCountry>): ReadNumber {
  const plain = typed.normalize('NFKC').trim()
  const parsed = parsePhoneNumberFromString(plain.replace(/^00/, '+'), { extract: false })
  if (!parsed?.isValid() || parsed.ext !== undefined) return { refused: 'number_format' }
  if (parsed.country === undefined || !countries.has(parsed.country)) return { refused: 'number_country' }
  return premium.has(parsed.getType()) ? { refused: 'number_premium' } : { number: parsed.number }
}
