import { enAccount } from './en-account.ts'
import { enAsking } from './en-asking.ts'
import { enSignIn } from './en-sign-in.ts'

/** What is on the screens. Every language has every text: its type is this object's. */
export const en = { ...enSignIn, ...enAsking, ...enAccount }

export type Messages = typeof en
