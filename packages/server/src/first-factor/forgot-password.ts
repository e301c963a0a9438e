import { createToken, hashToken } from '../crypto/tokens.ts'
import type { Services } from '../services.ts'
import { normaliseIdentifier } from './normalise-identifier.ts'
import type { Passwords } from './passwords.ts'

const lifetimeSeconds = 30 * 60
/** No more than one mail a minute to anybody, however often somebody asks. */
const spacingSeconds = 60

export type AskedReset = { readonly identifier: string; readonly request: Request }

/** Mails a link whose token stands in the fragment, which no server and no log ever sees. Silent about who exists. */
export async function forgotPassword(services: Services, passwords: Passwords, asked: AskedReset): Promise<void> {
  const { store, random } = services
  const { identifier, request } = asked
  const found = await store.findPassword(normaliseIdentifier(identifier))
  const token = createToken('rst', random)
  const tokenHash = await hashToken(token)
  if (!found || found.user.disabled || !passwords.reset) return
  const { id, email, identifier: name, language } = found.user
  const issuer = services.issuer(found.user, request)
  const to = email ?? (name.includes('@') ? name : null)
  if (to === null) return
  const reset = { tokenHash, userId: id, lifetime: lifetimeSeconds * 1000, spacing: spacingSeconds * 1000 }
  if (!(await store.openPasswordReset(reset))) return
  const texts = services.texts(language)
  const url = `${passwords.reset.url}#token=${token}`
  await passwords.reset.gateway.sendEmail({
    to,
    subject: texts.passwordResetSubject({ issuer }),
    text: texts.passwordResetText({ issuer, url, minutes: lifetimeSeconds / 60 }),
  })
}
