import type { Context } from 'hono'
import { isToken } from '../crypto/tokens.ts'
import type { Cookies } from '../http/cookies.ts'

/** `tru_<family>.<turn>`: the family stays as long as the trust lasts, the turn changes with each use. */
export type TrustCookie = {
  readonly family: string
  /** Null in a cookie from before trusts turned. */
  readonly turn: string | null
}

type Turned = TrustCookie & { readonly turn: string }

export function readTrust(cookies: Cookies, c: Context): TrustCookie | null {
  const [family, turn = null, ...more] = cookies.read(c, 'trust')?.split('.') ?? []
  return isToken('tru', family) && more.length === 0 ? { family, turn } : null
}

export function writeTrust(cookies: Cookies, c: Context, { family, turn }: Turned, seconds: number): void {
  cookies.write(c, 'trust', `${family}.${turn}`, seconds)
}
