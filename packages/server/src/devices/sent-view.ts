import type { Challenge } from '@keystep/contract'
import type { Registry } from '../device-types/registry.ts'
import { iso } from '../http/iso.ts'
import type { ChallengeRecord } from '../stores/records.ts'
import type { Store } from '../stores/store.ts'
import type { Binding } from './binding.ts'
import type { Challenged } from './send-challenge.ts'

/** What was sent, as the wire has it. */
export function sentView(sent: ChallengeRecord | null): Challenge['sent'] {
  if (!sent) return null
  const { sentAt, resendAt, expiresAt, count } = sent
  return { sentAt: iso(sentAt), resendAt: iso(resendAt), expiresAt: iso(expiresAt), count }
}

export function challengeView(deviceId: string, { now, sent }: Challenged): Challenge {
  return { deviceId, now: iso(now), sent: sentView(sent) }
}

/** The newest challenge of a login or session that can be answered; not asked for where no type sends anything. */
export async function findChallenge(
  { store, deviceTypes }: { readonly store: Store; readonly deviceTypes: Registry },
  { boundTo }: Binding,
): Promise<ChallengeRecord | null> {
  return deviceTypes.all.some(({ sends }) => sends) ? await store.findChallenge(boundTo) : null
}

export function pendingChallengeView(challenge: ChallengeRecord | null) {
  const sent = sentView(challenge)
  return challenge && sent && { deviceId: challenge.deviceId, ...sent }
}
