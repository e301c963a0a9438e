import type { Messages } from './en.ts'
import { enSignIn } from './en-sign-in.ts'

/**
 * The kit's own English, as far as it is there. What only an account's pages say is fetched with their code, which adds
 * it here; so whatever has this for its prototype has every text that can be shown.
 */
export const ownTexts = { ...enSignIn } as Messages
