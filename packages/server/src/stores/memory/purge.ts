import { sessionsOver } from '../retention.ts'
import type { Store } from '../store.ts'
import type { Account, Memory } from './accounts.ts'
import { forgetDevices } from './forget-devices.ts'
import { forgetSessions } from './forget-sessions.ts'

export function purgeVerbs(memory: Memory): Pick<Store, 'purge'> {
  return {
    async purge({ limit, eventsFor = Infinity }) {
      const now = memory.clock()
      const tables = [purgePendings, purgeResets, purgeTrusts, purgeChallenges, purgeEnrolments, purgeSessions]
      const counts = [...tables, purgeBudgets].map((purge) => purge(memory, now, limit))
      counts.push(purgeEvents(memory, now - eventsFor, limit))
      return { rows: counts.reduce((sum, count) => sum + count), more: counts.some((count) => count >= limit) }
    },
  }
}

function purgePendings({ accounts, owners }: Memory, now: number, limit: number): number {
  return sweep(accounts, limit, (account, left) => {
    const gone = account.pendings.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now).slice(0, left)
    account.pendings = without(account.pendings, gone)
    for (const { tokenHash } of gone) owners.pending.delete(tokenHash)
    return gone
  })
}

function purgeResets({ accounts, owners }: Memory, now: number, limit: number): number {
  return sweep(accounts, limit, (account, left) => {
    const gone = account.resets.filter(({ expiresAt }) => expiresAt <= now).slice(0, left)
    account.resets = without(account.resets, gone)
    for (const { tokenHash } of gone) owners.reset.delete(tokenHash)
    return gone
  })
}

function purgeTrusts({ accounts, owners }: Memory, now: number, limit: number): number {
  return sweep(accounts, limit, (account, left) => {
    const gone = account.trusts.filter(({ expiresAt }) => expiresAt <= now).slice(0, left)
    account.trusts = without(account.trusts, gone)
    for (const { tokenHash } of gone) owners.trust.delete(tokenHash)
    return gone
  })
}

/** What still holds back the next code stays, even when its own works no longer. */
function purgeChallenges({ accounts }: Memory, now: number, limit: number): number {
  return sweep(accounts, limit, (account, left) => {
    const gone = account.challenges
      .filter(({ expiresAt, resendAt, leasedUntil }) => Math.max(expiresAt, resendAt, leasedUntil ?? 0) <= now)
      .slice(0, left)
    account.challenges = without(account.challenges, gone)
    return gone
  })
}

function purgeEnrolments({ accounts, owners }: Memory, now: number, limit: number): number {
  return sweep(accounts, limit, (account, left) => {
    const gone = account.devices
      .filter(({ confirmedAt, expiresAt }) => confirmedAt === null && (expiresAt ?? Infinity) <= now)
      .slice(0, left)
    forgetDevices(account, (device) => gone.includes(device))
    for (const { id } of gone) owners.device.delete(id)
    return gone
  })
}

/** With former tokens, which are no younger than their session. */
function purgeSessions(memory: Memory, now: number, limit: number): number {
  const { idleBy, hostUntil, hostUnseenSince } = sessionsOver(now)
  return sweep(memory.accounts, limit, (account, left) => {
    const gone = account.sessions
      .filter(
        ({ idleUntil, lastSeenAt: seenAt }) =>
          idleUntil <= idleBy || (idleUntil === hostUntil && seenAt <= hostUnseenSince),
      )
      .slice(0, left)
    forgetSessions(memory, account, (session) => gone.includes(session))
    return gone
  })
}

function purgeBudgets({ budgets }: Memory, now: number, limit: number): number {
  const over = [...budgets.values()].filter(({ endsAt, nextAt }) => Math.max(endsAt, nextAt) <= now).slice(0, limit)
  for (const { subject } of over) budgets.delete(subject)
  return over.length
}

function purgeEvents({ events }: Memory, until: number, limit: number): number {
  const over = [...events.values()].filter(({ at }) => at <= until).slice(0, limit)
  for (const { id } of over) events.delete(id)
  return over.length
}

/** Removes from one account after another until so many rows went. */
function sweep(
  accounts: Memory['accounts'],
  limit: number,
  removeSome: (account: Account, left: number) => readonly unknown[],
): number {
  let count = 0
  for (const account of accounts.values()) count += removeSome(account, limit - count).length
  return count
}

function without<Row>(rows: readonly Row[], gone: readonly Row[]): readonly Row[] {
  return rows.filter((row) => !gone.includes(row))
}
