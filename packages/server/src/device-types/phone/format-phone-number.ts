import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** As people write it abroad: `+41524204242` becomes `+41 52 420 42 42`. Throws for what is no number with its country code. */
export function formatPhoneNumber(number: string): string {
  const parsed = parsePhoneNumberFromString(number, { extract: false })
  if (!parsed) throw new Error('formatPhoneNumber: that is no phone number with its country code.')
  return parsed.formatInternational()
}
