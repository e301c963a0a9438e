/** Hashing that costs an attacker time. `scryptHash()` in `@keystep/server/node` is the one to use. */
export type SlowHash = {
  /** Set by a hash that is only for tests; a server that strangers can reach refuses it. */
  readonly cheap?: boolean
  /** Salted, with its parameters in the text, so that they can be raised later. */
  hash(password: string): Promise<string>
  /** False for a wrong password; rejects only when `encoded` is not readable. */
  verify(password: string, encoded: string): Promise<boolean>
  /** The same text for the same token and salt: for random tokens that are looked up by their hash. */
  derive(token: string, salt: string): Promise<string>
}
