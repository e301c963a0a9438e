import { caps } from '../caps.ts'
import { never } from '../never.ts'
import type { Account, Memory } from './accounts.ts'
import { endSessionRows, isAlive } from './epoch.ts'
import { forgetSessions } from './forget-sessions.ts'

/** For one more pending login: the oldest go. */
export function makeRoomForPending({ owners }: Memory, account: Account): void {
  const byAge = account.pendings.toReversed().toSorted((one, other) => other.firstFactorAt - one.firstFactorAt)
  const tooMany = byAge.slice(caps.pendings - 1)
  account.pendings = account.pendings.filter((pending) => !tooMany.includes(pending))
  for (const { tokenHash } of tooMany) owners.pending.delete(tokenHash)
}

/**
 * For one more session: those seen longest ago are ended. A host's is forgotten instead, as the host, which is not told,
 * goes on with it: whoever comes back is merely asked for the second step again.
 */
export function makeRoomForSession(memory: Memory, account: Account, now: number): void {
  const tooMany = account.sessions
    .filter((session) => session.formerOf === null && isAlive(account, session, now))
    .toSorted((one, other) => other.lastSeenAt - one.lastSeenAt || other.createdAt - one.createdAt)
    .slice(caps.sessions - 1)
  for (const session of tooMany) {
    const { id, expiresAt } = session
    if (expiresAt < never) endSessionRows(account, id)
    else forgetSessions(memory, account, (other) => other.id === id || other.formerOf === id)
  }
}

/** For one more trust: the oldest go, and what lapsed. */
export function makeRoomForTrust(account: Account, now: number): void {
  const live = account.trusts.filter(({ expiresAt }) => expiresAt > now)
  const kept = live.toSorted((one, other) => other.createdAt - one.createdAt).slice(0, caps.trusts - 1)
  account.trusts = live.filter((trust) => kept.includes(trust))
}

/** Whether one more device that is no last resort may be confirmed. */
export function hasRoomForDevice({ devices }: Account): boolean {
  return devices.filter(({ confirmedAt, lastResort }) => confirmedAt !== null && !lastResort).length < caps.devices
}
