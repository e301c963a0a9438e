import * as z from 'zod/mini'
import type { EmailGateway } from '../../delivery/email-gateway.ts'
import type { User } from '../../stores/records.ts'
import type { CodeToSend, DeviceType } from '../device-type.ts'
import { loginBudget } from '../login-budget.ts'
import { sentDigits } from '../sent-digits.ts'
import { maskEmail } from './mask-email.ts'

/** What a mail with a code is written from. */
export type EmailCode = {
  readonly code: string
  readonly issuer: string
  /** How long the code works. */
  readonly minutes: number
  readonly purpose: CodeToSend['purpose']
  readonly user: User
}

export type EmailOptions = {
  readonly gateway: EmailGateway
  /** @default 6 */
  readonly digits?: 6 | 8
  /** How long a code works, in seconds, up to 600. @default 300 */
  readonly lifetimeSeconds?: number
  /** Before a code may be sent again, in seconds. @default 60 */
  readonly resendSeconds?: number
  /** Mails for one login, step-up or enrolment, until a code comes back. @default 5 */
  readonly perLogin?: number
  /** Mails to one address in a day, which begins with the first. @default 30 */
  readonly perAddress?: number
  /** @default in the user's language */
  readonly subject?: (mail: EmailCode) => string
  /** @default in the user's language */
  readonly text?: (mail: EmailCode) => string
  /** For readers that show it. @default none */
  readonly html?: (mail: EmailCode) => string
  /** False: a code by mail verifies, and opens no change of what protects the account. @default true */
  readonly fresh?: boolean
}

const day = 24 * 60 * 60 * 1000
const maxBytes = 320
const addressSchema = z.email()

/** Codes by mail: the user's own address, or one of the device's own. Weaker than an app, and better than none. */
export function email(options: EmailOptions): DeviceType {
  const { gateway, digits = 6, lifetimeSeconds = 300, resendSeconds = 60, fresh = true } = options
  const { perLogin = 5, perAddress = 30 } = options
  const { state, ...answered } = sentDigits('email', { digits, lifetimeSeconds })
  if (!(resendSeconds >= 0 && resendSeconds <= lifetimeSeconds)) {
    throw new Error('email: resendSeconds must be from 0 to lifetimeSeconds.')
  }
  if (!(perLogin >= 1 && perAddress >= 1)) throw new Error('email: perLogin and perAddress must be 1 or more.')
  return {
    method: 'email',
    fresh,
    begin({ user, address: typed }) {
      const address = typed?.trim() ?? user.email
      if (!address) return { refused: { path: 'address', key: 'required' } }
      if (address.length > maxBytes || !addressSchema.safeParse(address).success) {
        return { refused: { path: 'address', key: 'address_format' } }
      }
      const secret = new TextEncoder().encode(address)
      return { secret, state, destination: maskEmail(address), show: {} }
    },
    mailbox: addressIn,
    sends: {
      lifetimeSeconds,
      resendSeconds,
      budgets: ({ secret, boundTo }) => [
        loginBudget(boundTo, perLogin),
        { subject: `address:${addressIn(secret).toLowerCase()}`, window: day, limit: perAddress },
      ],
      async send({ code, user, secret, issuer, purpose, texts }) {
        const mail: EmailCode = { code, issuer, purpose, user, minutes: Math.floor(lifetimeSeconds / 60) }
        const { subject = texts.emailCodeSubject, text = texts.emailCodeText, html } = options
        const message = { to: addressIn(secret), subject: subject(mail), text: text(mail) }
        await gateway.sendEmail(html ? { ...message, html: html(mail) } : message)
      },
    },
    ...answered,
  }
}

function addressIn(secret: Uint8Array): string {
  return new TextDecoder().decode(secret)
}
