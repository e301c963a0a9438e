import type { TokenSet } from '../store-requests.ts'
import type { Account, Device, Memory } from './accounts.ts'

/** The device that holds a set with tokens left, of one method or of any. */
export function liveTokens(account: Account, method?: string): Device | null {
  const holders = account.devices.filter(
    (device) => device.confirmedAt !== null && device.lastResort && (method ?? device.method) === device.method,
  )
  const left = (device: Device) => account.tokens.some(({ tokenSet, used }) => tokenSet === device.tokenSet && !used)
  return holders.find(left) ?? null
}

export function addTokens(account: Account, deviceId: string, { tokenSet, hashes }: TokenSet): void {
  account.tokens = [...account.tokens, ...hashes.map((hash) => ({ deviceId, tokenSet, hash, used: false }))]
}

/** A device is made for the set: confirmed, a last resort. */
export function openTokenDevice({ owners }: Memory, account: Account, tokens: TokenSet, now: number): Device {
  const device: Device = {
    id: tokens.deviceId,
    userId: account.user.id,
    method: tokens.method,
    name: tokens.name,
    destination: null,
    isDefault: false,
    lastResort: true,
    createdAt: now,
    confirmedAt: now,
    lastUsedAt: null,
    secret: null,
    state: '{}',
    counter: -1,
    failures: 0,
    lockedUntil: 0,
    tokenSet: tokens.tokenSet,
    waitingSet: null,
    waitingUntil: null,
    expiresAt: null,
    sessionId: null,
    requestKey: null,
  }
  account.devices = [...account.devices, device]
  owners.device.set(device.id, device.userId)
  addTokens(account, device.id, tokens)
  return device
}
