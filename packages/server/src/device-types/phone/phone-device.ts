import { isSupportedCountry } from 'libphonenumber-js/max'
import type { CodeToSend, DeviceType, SentCodes } from '../device-type.ts'
import { sentDigits } from '../sent-digits.ts'
import { formatPhoneNumber } from './format-phone-number.ts'
import { maskPhoneNumber } from './mask-phone-number.ts'
import { createPhoneBudgets, type PhoneBudgets } from './phone-budgets.ts'
import { type PhoneCountry, readPhoneNumber } from './read-phone-number.ts'

export type PhoneOptions = {
  /** Where numbers may be, as ISO 3166-1 alpha-2. Required, since each country more is one more that can be milked. */
  readonly countries: readonly PhoneCountry[]
  /** @default 6 */
  readonly digits?: 6 | 8
  /** How long a code works, in seconds, from 60 to 600. @default 300 */
  readonly lifetimeSeconds?: number
  readonly budgets?: PhoneBudgets
  /** False: a code to a phone verifies, and opens no change of what protects the account. @default true */
  readonly fresh?: boolean
}

export type PhoneDevice = PhoneOptions & {
  readonly method: 'sms' | 'call'
  readonly send: (to: string, message: CodeToSend, minutes: number) => Promise<void>
  readonly hook?: SentCodes['hook']
}

/** What texts and calls have in common: a number, proved by a code that came back. */
export function phoneDevice({ method, countries, send, hook, ...options }: PhoneDevice): DeviceType {
  const { digits = 6, lifetimeSeconds = 300, fresh = true } = options
  const allowed = readCountries(method, countries)
  const { state, ...answered } = sentDigits(method, { digits, lifetimeSeconds })
  const budgetsOf = createPhoneBudgets(options.budgets)
  return {
    method,
    fresh,
    restricted: true,
    countries: [...allowed],
    begin({ number: typed }) {
      if (!typed?.trim()) return { refused: { path: 'number', key: 'required' } }
      const { number, refused } = { number: '', ...readPhoneNumber(typed, allowed) }
      if (refused) return { refused: { path: 'number', key: refused } }
      return {
        secret: new TextEncoder().encode(number),
        state,
        destination: maskPhoneNumber(formatPhoneNumber(number)),
        show: {},
      }
    },
    sends: {
      lifetimeSeconds,
      // Numbers are spaced by their budget.
      resendSeconds: 0,
      budgets: ({ secret, ...charge }) => budgetsOf({ ...charge, number: textOf(secret) }),
      async send(message) {
        const to = textOf(message.secret)
        // The list may have become shorter since it was enrolled.
        const { refused } = readPhoneNumber(to, allowed)
        if (refused) throw new Error(`The number was not tried: ${refused}.`)
        await send(to, message, Math.floor(lifetimeSeconds / 60))
      },
      ...(hook && { hook }),
    },
    ...answered,
  }
}

function readCountries(method: string, countries: readonly PhoneCountry[]): ReadonlySet<PhoneCountry> {
  if (countries.length === 0) throw new Error(`${method}: countries is empty. Name those you send to: ['NL', 'BE'].`)
  const unknown = countries.find((country: string) => !isSupportedCountry(country)) as string | undefined
  if (unknown !== undefined)
    throw new Error(`${method}: "${unknown}" is no country. Write it as ISO 3166-1 does: 'NL'.`)
  return new Set(countries)
}

function textOf(secret: Uint8Array): string {
  return new TextDecoder().decode(secret)
}
