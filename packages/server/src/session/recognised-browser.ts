import type { Context } from 'hono'
import { toBase64url } from '../crypto/base64url.ts'
import type { Services } from '../services.ts'
import type { User } from '../stores/records.ts'
import { normaliseIdentifier } from '../first-factor/normalise-identifier.ts'

/** As long as browsers keep a cookie. */
const seconds = 400 * 86_400

/**
 * Notes in this browser that its user signed in here by a password. It opens nothing: it only has guesses of its own,
 * which strangers cannot use up. No row, as the key says that it is ours, and for whom.
 */
export async function recogniseBrowser(
  { cookies, codeHashes, random }: Services,
  c: Context,
  { user, amr }: { readonly user: Pick<User, 'identifier'>; readonly amr: readonly string[] },
): Promise<void> {
  if (!amr.includes('pwd')) return
  const name = toBase64url(random(16))
  cookies.write(c, 'recognised', `${name}.${await codeHashes.of(name, placeOf(user.identifier))}`, seconds)
}

/** The name of a browser in which that user signed in before; null for any other. */
export async function recognisedBrowser(services: Services, c: Context, identifier: string): Promise<string | null> {
  const [name = '', ...mac] = services.cookies.read(c, 'recognised')?.split('.') ?? []
  if (!/^[\w-]{22}$/.test(name)) return null
  const known = await services.codeHashes.underEveryKey(name, placeOf(identifier))
  return known.includes(mac.join('.')) ? name : null
}

function placeOf(identifier: string): string {
  return `recognised|${normaliseIdentifier(identifier)}`
}
