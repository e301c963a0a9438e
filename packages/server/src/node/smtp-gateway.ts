import { createTransport } from 'nodemailer'
import type { EmailGateway } from '../delivery/email-gateway.ts'
import { inTime } from '../delivery/in-time.ts'

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
  const { protocol, hostname, port, username, password } = readUrl(url)
  const secure = protocol === 'smtps:'
  const milliseconds = timeoutSeconds * 1000
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(port !== '' && { port: Number(port) }),
    secure,
    // Nobody reads the mail on its way, unless the way does not leave this machine.
    requireTLS: !secure && !isLoopback(hostname),
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
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
      // As an object, so that nothing in it is read as a list or as a name.
      const message = { from, to: { name: '', address: to }, subject, text, ...(html !== undefined && { html }) }
      try {
        await inTime(transport.sendMail(message), timeoutSeconds)
      } catch (error) {
        // oxlint-disable-next-line preserve-caught-error -- what a server answers repeats the address, and is likely logged
        throw new Error(`The mail server did not take a message: ${reasonOf(error)}.`)
      }
    },
  }
}

function readUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !['smtp:', 'smtps:'].includes(parsed.protocol) || parsed.hostname === '') {
    // Not quoted: it holds a password.
    throw new Error('smtpGateway: url must begin with smtps:// or smtp:// and name a host.')
  }
  return parsed
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown }
  if (typeof responseCode === 'number') return `it answered ${responseCode}`
  return typeof code === 'string' ? code : 'it did not answer in time'
}
