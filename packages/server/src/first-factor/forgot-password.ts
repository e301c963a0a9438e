import { eventNote } from '../audit/event-note.ts'
import { hashSubject } from '../crypto/hash-subject.ts'
import { createToken, hashToken } from '../crypto/tokens.ts'
import type { Services } from '../services.ts'
import type { Visitor } from './guess-budgets.ts'
import { mailAddress } from './mail-address.ts'
import type { Passwords } from './passwords.ts'
import { resetBudgets } from './reset-budgets.ts'

const lifetimeSeconds = 30 * 60
/** No more than one mail a minute to anybody, however often somebody asks. */
const spacingSeconds = 60

export type AskedReset = { readonly visitor: Visitor; readonly request: Request }

/** Mails a link whose token stands in the fragment, which no server and no log ever sees. Silent about who exists. */
export async function forgotPassword(services: Services, passwords: Passwords, asked: AskedReset): Promise<void> {
  const { store, random, codeHashes } = services
  const { visitor, request } = asked
  const found = await store.findPassword(visitor.name)
  const token = createToken('rst', random)
  const tokenHash = hashToken(token)
  if (!found || found.user.disabled || !passwords.reset) return
  const { id, language } = found.user
  const issuer = services.issuer(found.user, request)
  const to = mailAddress(found.user)
  if (to === null) return
  const budgets = resetBudgets(visitor).map((budget) => hashSubject(codeHashes, budget))
  if ((await store.chargeBudgets(await Promise.all(budgets))).until > 0) return
  const note = eventNote(services, { name: 'password.reset_asked', user: found.user, actor: null, request })
  const reset = { tokenHash, userId: id, lifetime: lifetimeSeconds * 1000, spacing: spacingSeconds * 1000, note }
  if (!(await store.openPasswordReset(reset))) return
  const texts = services.texts(language)
  const url = `${passwords.reset.url}#token=${token}`
  await passwords.reset.gateway.sendEmail({
    to,
    subject: texts.passwordResetSubject({ issuer }),
    text: texts.passwordResetText({ issuer, url, minutes: lifetimeSeconds / 60 }),
  })
}
