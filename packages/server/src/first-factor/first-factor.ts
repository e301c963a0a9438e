import type { User, UserProfile } from '../stores/records.ts'

export type Credentials = { readonly identifier: string; readonly password: string }

export type FirstFactorContext = {
  readonly request: Request
  /** Where the request comes from, by `clientAddress`; null when nobody said. */
  readonly address: string | null
}

/** The app's own way to know a user. Null for anybody it does not know; take as long for those as for the others. */
export type CheckCredentials = (
  credentials: Credentials,
  context: FirstFactorContext,
) => UserProfile | null | Promise<UserProfile | null>

/** The first factor as the flows see it. */
export type FirstFactor = {
  /** Set by one that only tests may use: the sentence with which a server that strangers can reach refuses it. */
  readonly testOnly?: string
  check(credentials: Credentials, context: FirstFactorContext): Promise<User | null>
}
