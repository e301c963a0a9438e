import type { Use } from '../store-requests.ts'
import type { Account, Device } from './accounts.ts'

export function changeDevice(account: Account, id: string, change: Partial<Device>): void {
  account.devices = account.devices.map((device) => (device.id === id ? { ...device, ...change } : device))
}

/** Uses an answer up and clears the failures of its device. False when somebody was faster. */
export function spend(account: Account, device: Device, use: Use, now: number): boolean {
  const cleared = { lastUsedAt: now, failures: 0, lockedUntil: 0 }
  if (use.kind === 'counter') {
    if (device.counter >= use.counter) return false
    changeDevice(account, device.id, { ...cleared, counter: use.counter, state: use.state })
    return true
  }
  const token = account.tokens.find(
    ({ tokenSet, hash, used }) => tokenSet === use.tokenSet && hash === use.hash && !used,
  )
  if (token === undefined || device.tokenSet !== use.tokenSet) return false
  account.tokens = account.tokens.map((other) => (other === token ? { ...token, used: true } : other))
  changeDevice(account, device.id, cleared)
  return true
}
