import type { ChallengeRecord } from '../records.ts'
import type { Store } from '../store.ts'
import type { Challenge, Memory } from './accounts.ts'
import { deviceInReach } from './device-in-reach.ts'

type ChallengeVerbs = Pick<Store, 'openChallenge' | 'challengeFailed' | 'findChallenge'>

export function challengeVerbs({ accounts, owners, clock }: Memory): ChallengeVerbs {
  return {
    async openChallenge({ userId, deviceId, boundTo, codeHash, lifetime, spacing, enrollingSession }) {
      const now = clock()
      const account = accounts.get(userId)
      const device = account && deviceInReach(account, deviceId, enrollingSession, now)
      if (account === undefined || device === undefined) return null
      const { lockedUntil } = device
      const filed = account.challenges.find((other) => other.deviceId === deviceId && other.boundTo === boundTo)
      const sent = filed === undefined ? null : challengeRecord(filed)
      if (lockedUntil > now) {
        return { opened: false, challenge: sent !== null && sent.expiresAt > now ? sent : null, lockedUntil, now }
      }
      if (sent !== null && sent.resendAt > now) return { opened: false, challenge: sent, lockedUntil: 0, now }
      const times = { sentAt: now, resendAt: now + spacing, expiresAt: now + lifetime }
      const challenge = { deviceId, boundTo, codeHash, ...times }
      const others = account.challenges.filter((other) => other !== filed && !hasLapsed(other, deviceId, now))
      account.challenges = [...others, challenge]
      return { opened: true, challenge: challengeRecord(challenge), now }
    },
    async challengeFailed({ deviceId, boundTo, codeHash }) {
      const now = clock()
      const account = accounts.get(owners.device.get(deviceId) ?? '')
      if (account === undefined) return
      account.challenges = account.challenges.map((filed) => {
        const isIt = filed.deviceId === deviceId && filed.boundTo === boundTo && filed.codeHash === codeHash
        return isIt ? { ...filed, resendAt: now } : filed
      })
    },
    async findChallenge(boundTo) {
      const now = clock()
      const [newest] = [...accounts.values()]
        .flatMap(({ challenges }) => challenges)
        .filter((filed) => filed.boundTo === boundTo && filed.expiresAt > now)
        .toSorted((a, b) => b.sentAt - a.sentAt || (a.deviceId < b.deviceId ? -1 : 1))
      return newest === undefined ? null : challengeRecord(newest)
    },
  }
}

function challengeRecord({ boundTo: _boundTo, codeHash: _codeHash, ...record }: Challenge): ChallengeRecord {
  return record
}

/** What still holds back the next one is kept, even when its code no longer works. */
function hasLapsed(challenge: Challenge, deviceId: string, now: number): boolean {
  return challenge.deviceId === deviceId && challenge.expiresAt <= now && challenge.resendAt <= now
}
