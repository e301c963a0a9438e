import { createTransport } from 'nodemailer'
import type { EmailGateway } from '../delivery/email-gateway.ts'

export type SmtpGatewayOptions = {
  /** `smtps://user:password@mail.acme.example`, or `smtp://` for a server that is asked for TLS first (STARTTLS). */
  readonly url: string
  /** `Acme <no-reply@acme.example>` */
  readonly from: string
  /** How long one mail may take, in seconds. @default 10 */
  readonly timeoutSeconds?: number
}

/** Sends mail by SMTP, through nodemailer. One connection a mail: a pooled one that died is found out by a user who waits. */
export function smtpGateway({ url, from, timeoutSeconds = 10 }: SmtpGatewayOptions): EmailGateway {
  const { protocol, hostname, port, user, pass } = readUrl(url)
  if (/\p{Cc}/u.test(from)) throw new Error('smtpGateway: from must be one line.')
  const secure = protocol === 'smtps:'
  const milliseconds = Math.ceil(timeoutSeconds * 1000)
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(port !== '' && { port: Number(port) }),
    secure,
    // Nobody reads the mail on its way, unless the way does not leave this machine.
    requireTLS: !secure && !isLoopback(hostname),
    ...(user !== '' && { auth: { user, pass } }),
    connectionTimeout: milliseconds,
    greetingTimeout: milliseconds,
    socketTimeout: milliseconds,
    dnsTimeout: milliseconds,
    socketCloseTimeout: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async sendEmail({ to, subject, text, html }) {
      if (!isOneAddress(to)) throw new Error('The mail server was not asked: that is not one plain address.')
      // As an object, so that nothing in it is read as a list or as a name.
      const message = { from, to: { name: '', address: to }, subject, text, ...(html !== undefined && { html }) }
      try {
        // Ends the connection too, so that a mail that was called failed does not go on being handed over.
        await transport.sendMail({ ...message, signal: AbortSignal.timeout(milliseconds) })
      } catch (error) {
        // oxlint-disable-next-line preserve-caught-error -- what a server answers repeats the address, and is likely logged
        throw new Error(`The mail server did not take a message: ${reasonOf(error)}.`)
      }
    },
  }
}

function readUrl(url: string) {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !['smtp:', 'smtps:'].includes(parsed.protocol) || parsed.hostname === '') {
    // Not quoted: it holds a password.
    throw new Error('smtpGateway: url must begin with smtps:// or smtp:// and name a host.')
  }
  const { protocol, hostname, port } = parsed
  try {
    return {
      protocol,
      hostname,
      port,
      user: decodeURIComponent(parsed.username),
      pass: decodeURIComponent(parsed.password),
    }
  } catch {
    throw new Error('smtpGateway: a % in the user or the password of url must be written %25.')
  }
}

/** What nodemailer would mend it sends elsewhere: `mary@example.com, eve@evil.example` becomes a mailbox of the second. */
function isOneAddress(text: string): boolean {
  return /^[^\s\p{Cc}<>(),;:"\\@]+@[^\s\p{Cc}<>(),;:"\\@]+$/u.test(text)
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown }
  if (typeof responseCode === 'number') return `it answered ${responseCode}`
  if (code === 'EABORT' || code === 'ETIMEDOUT') return 'it did not answer in time'
  return typeof code === 'string' ? code : 'it could not be asked'
}
