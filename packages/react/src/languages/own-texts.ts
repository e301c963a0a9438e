import type { Messages } from './en.ts'

/**
 * The kit's own English, as far as it is there: the provider brings what everybody sees, and what only a second step or
 * an account's pages say is fetched with their code, which adds it here. So whatever has this for its prototype has
 * every text that can be shown.
 */
export const ownTexts = {} as Messages
