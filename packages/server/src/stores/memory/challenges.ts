import type { Spent } from '../budgets.ts'
import type { FiledChallenge, NewChallenge } from '../challenge-requests.ts'
import type { ChallengeRecord } from '../records.ts'
import type { Store } from '../store.ts'
import type { Account, Challenge, Memory } from './accounts.ts'
import { changeEach, charge } from './budgets.ts'
import { deviceInReach } from './device-in-reach.ts'
import { unwrite, write } from './events.ts'

type ChallengeVerbs = Pick<
  Store,
  'openChallenge' | 'challengeSent' | 'challengeFailed' | 'findChallenge' | 'findSpoken'
>

export function challengeVerbs(memory: Memory): ChallengeVerbs {
  const { accounts, owners, clock } = memory
  const everyChallenge = () => [...accounts.values()].flatMap(({ challenges }) => challenges)

  function settle(filed: FiledChallenge, change: Partial<Challenge>): Challenge | undefined {
    const account = accounts.get(owners.device.get(filed.deviceId) ?? '')
    const challenge = account?.challenges.find((other) => isFor(other, filed) && other.codeHash === filed.codeHash)
    if (account === undefined || challenge === undefined) return undefined
    const settled = { ...challenge, leasedUntil: null, ...change }
    account.challenges = account.challenges.map((other) => (other === challenge ? settled : other))
    return settled
  }

  return {
    async openChallenge(wanted) {
      const now = clock()
      const { userId, deviceId, enrollingSession } = wanted
      const account = accounts.get(userId)
      const device = account && deviceInReach(account, deviceId, enrollingSession, now)
      if (account === undefined || device === undefined) return null
      const filed = account.challenges.find((other) => isFor(other, wanted))
      const sent = filed === undefined || wasLost(filed, now) ? null : challengeRecord(filed)
      const challenge = sent !== null && sent.expiresAt > now ? sent : null
      if (device.lockedUntil > now) {
        return { opened: false, reason: 'locked', until: device.lockedUntil, challenge, now }
      }
      if (sent !== null && sent.resendAt > now) return { opened: false, reason: 'sent', challenge: sent, now }
      const spent = charge(memory, wanted.budgets, now)
      if ('refusedUntil' in spent) return { opened: false, reason: 'budget', until: spent.refusedUntil, challenge, now }
      write(memory, wanted.note, now)
      return { opened: true, challenge: open(account, filed, wanted, spent, now), now }
    },
    async challengeSent(filed) {
      settle(filed, {})
    },
    async challengeFailed(filed) {
      const now = clock()
      const failed = settle(filed, { resendAt: now })
      changeEach(memory, failed?.subjects ?? [], (spent) => ({ ...spent, nextAt: 0 }))
      for (const event of filed.note?.events ?? []) unwrite(memory, event)
    },
    async findChallenge(boundTo) {
      const now = clock()
      const [newest] = everyChallenge()
        .filter((filed) => filed.boundTo === boundTo && filed.expiresAt > now && !wasLost(filed, now))
        .toSorted((a, b) => b.sentAt - a.sentAt || (a.deviceId < b.deviceId ? -1 : 1))
      return newest === undefined ? null : challengeRecord(newest)
    },
    async findSpoken(hookHash) {
      const now = clock()
      const challenge = everyChallenge().find(
        ({ spoken, expiresAt }) => spoken?.hookHash === hookHash && expiresAt > now,
      )
      const userId = owners.device.get(challenge?.deviceId ?? '')
      if (!challenge?.spoken || userId === undefined) return null
      const { deviceId, boundTo, spoken } = challenge
      return { userId, deviceId, boundTo, sealedCode: spoken.sealedCode }
    },
  }
}

function open(
  account: Account,
  filed: Challenge | undefined,
  wanted: NewChallenge,
  spent: readonly Spent[],
  now: number,
): ChallengeRecord {
  const { deviceId, boundTo, codeHash, lifetime, spacing, lease, spoken = null } = wanted
  const challenge: Challenge = {
    deviceId,
    boundTo,
    codeHash,
    spoken,
    tries: 0,
    sentAt: now,
    resendAt: Math.max(now + spacing, ...spent.map(({ nextAt }) => nextAt)),
    expiresAt: now + lifetime,
    count: (filed?.count ?? 0) + 1,
    leasedUntil: now + lease,
    subjects: spent.map(({ subject }) => subject),
  }
  const others = account.challenges.filter((other) => other !== filed && !hasLapsed(other, deviceId, now))
  account.challenges = [...others, challenge]
  return challengeRecord(challenge)
}

function challengeRecord({ deviceId, sentAt, resendAt, expiresAt, count }: Challenge): ChallengeRecord {
  return { deviceId, sentAt, resendAt, expiresAt, count }
}

function isFor(challenge: Challenge, { deviceId, boundTo }: Pick<FiledChallenge, 'deviceId' | 'boundTo'>): boolean {
  return challenge.deviceId === deviceId && challenge.boundTo === boundTo
}

/** Nobody said that it was handed on: whoever should have, died. */
function wasLost({ leasedUntil }: Challenge, now: number): boolean {
  return leasedUntil !== null && leasedUntil <= now
}

/** What still holds back the next one is kept, even when its code no longer works. */
function hasLapsed(challenge: Challenge, deviceId: string, now: number): boolean {
  return challenge.deviceId === deviceId && challenge.expiresAt <= now && challenge.resendAt <= now
}
