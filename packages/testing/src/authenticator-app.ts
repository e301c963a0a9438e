import { generateSync } from 'otplib'

export type AuthenticatorSettings = {
  /** @default 'SHA1' */
  readonly algorithm?: 'SHA1' | 'SHA256' | 'SHA512'
  /** @default 6 */
  readonly digits?: 6 | 8
  /** Seconds a code lasts. @default 30 */
  readonly period?: number
}

/** The app on a person's phone. It shows the codes of what it was given last. */
export type Authenticator = {
  /** Takes the account from the address in a QR code. */
  scan(otpauthUri: string): void
  /** Takes the account from its key, typed in base32 with spaces or without. */
  type(secret: string, settings?: AuthenticatorSettings): void
  /** What stands above the code; null before anything was scanned or typed. */
  readonly account: string | null
  code(): string
  /** The code before this one. */
  previous(): string
  /** The code after this one. */
  next(): string
  /** Until the code changes. */
  secondsLeft(): number
}

type Account = Required<AuthenticatorSettings> & { readonly label: string; readonly secret: string }

/** `clock`: epoch milliseconds as the phone has them. */
export function authenticatorApp({ clock = Date.now }: { readonly clock?: () => number } = {}): Authenticator {
  let account: Account | null = null

  function held(): Account {
    if (!account) throw new Error('This authenticator app is empty. Let it scan(otpauthUri) first.')
    return account
  }

  function codeAt(offset: number): string {
    const { secret, digits, period, algorithm } = held()
    const epoch = Math.floor(clock() / 1000) + offset * period
    const hash = algorithm.toLowerCase() as Lowercase<Account['algorithm']>
    return generateSync({ strategy: 'totp', secret, epoch, digits, period, algorithm: hash })
  }

  return {
    scan(otpauthUri) {
      account = accountOf(otpauthUri)
    },
    type(secret, { algorithm = 'SHA1', digits = 6, period = 30 } = {}) {
      account = { label: '', secret: secret.replaceAll(/\s/g, '').toUpperCase(), algorithm, digits, period }
    },
    get account() {
      return account?.label ?? null
    },
    code: () => codeAt(0),
    previous: () => codeAt(-1),
    next: () => codeAt(1),
    secondsLeft() {
      const { period } = held()
      return period - (Math.floor(clock() / 1000) % period)
    },
  }
}

function accountOf(otpauthUri: string): Account {
  // Browsers and Node disagree about the path of an address whose scheme they do not know.
  const [, label = '', query = ''] = /^otpauth:\/\/totp\/([^?]*)\?(.*)$/.exec(otpauthUri) ?? []
  const parameters = new URLSearchParams(query)
  const secret = parameters.get('secret')
  if (!secret) throw new Error(`No authenticator app can read "${otpauthUri}".`)
  return {
    label: decodeURIComponent(label),
    secret,
    algorithm: (parameters.get('algorithm') ?? 'SHA1') as Account['algorithm'],
    digits: Number(parameters.get('digits') ?? 6) as Account['digits'],
    period: Number(parameters.get('period') ?? 30),
  }
}
