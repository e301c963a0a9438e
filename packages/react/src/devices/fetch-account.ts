import { ownTexts } from '../languages/own-texts.ts'

/**
 * The pages of an account and, before any of them can be drawn, what they say. With what asks to verify, as whoever
 * changes how their account is protected is asked that first.
 */
export async function fetchAccount() {
  const [account, { asking }] = await Promise.all([import('./account.ts'), import('../session/asking.ts')])
  asking()
  Object.assign(ownTexts, account.enAccount)
  return account
}
