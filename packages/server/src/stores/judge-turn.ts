/** How long the turn before opens as well, for pages that were loaded at the same time. */
const graceMilliseconds = 60_000

export type Turns = {
  /** Null: the trust is from before trusts turned, and so is its cookie. */
  readonly turnHash: string | null
  readonly formerTurnHash: string | null
  readonly turnedAt: number | null
}

/**
 * `reused`: a thief and the owner hold the same trust, and one of them has used it. Which, nobody can tell (RFC 9700,
 * 4.14.2, has it for refresh tokens).
 */
export function judgeTurn(
  { turnHash, formerTurnHash, turnedAt }: Turns,
  shown: string | null,
  now: number,
): 'present' | 'former' | 'reused' {
  if (shown === turnHash) return 'present'
  const isInGrace = turnedAt !== null && now < turnedAt + graceMilliseconds
  return isInGrace && shown === formerTurnHash ? 'former' : 'reused'
}
