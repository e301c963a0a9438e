import { orderDevices } from '../order-devices.ts'
import type { DeviceRecord, PendingRecord, SessionRecord } from '../records.ts'
import type { Account, Device, Pending, Session } from './accounts.ts'

export function deviceRecord({ tokens }: Account, row: Device, now: number): DeviceRecord {
  const { sessionId: _sessionId, ...device } = row
  const waiting = row.waitingUntil !== null && row.waitingUntil > now
  return {
    ...device,
    tokensLeft: tokens.filter(({ tokenSet, used }) => tokenSet === row.tokenSet && !used).length,
    waitingSet: waiting ? row.waitingSet : null,
    waitingUntil: waiting ? row.waitingUntil : null,
  }
}

export function confirmedDevices(account: Account, now: number): readonly DeviceRecord[] {
  const confirmed = account.devices.filter(({ confirmedAt }) => confirmedAt !== null)
  return orderDevices(confirmed.map((device) => deviceRecord(account, device, now)))
}

export function pendingRecord(account: Account, pending: Pending, now: number): PendingRecord {
  const { epoch: _epoch, amr, ...rest } = pending
  return { ...rest, amr: [...amr], user: { ...account.user }, devices: confirmedDevices(account, now), now }
}

export function sessionRecord(account: Account, session: Session, now: number): SessionRecord {
  const { createdAt, lastSeenAt, expiresAt, firstFactorAt, trusted, browser } = session
  const confirmed = account.devices.filter(({ confirmedAt }) => confirmedAt !== null)
  const device = confirmed.find(({ id }) => id === session.deviceId)
  return {
    id: session.formerOf ?? session.id,
    user: { ...account.user },
    createdAt,
    lastSeenAt,
    expiresAt,
    firstFactorAt,
    verifiedAt: device === undefined ? null : session.verifiedAt,
    device: device === undefined ? null : { id: device.id, method: device.method, name: device.name },
    trusted,
    browser,
    amr: [...session.amr],
    hasDevice: confirmed.length > 0,
    former: session.formerOf !== null,
    now,
  }
}
