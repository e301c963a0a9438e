import { ownTexts } from '../languages/own-texts.ts'

/** The pages of an account and, before any of them can be drawn, what they say. */
export async function fetchAccount() {
  const account = await import('./account.ts')
  Object.assign(ownTexts, account.enAccount)
  return account
}
