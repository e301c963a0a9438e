import { answer } from '../budgets.ts'
import type { Use } from '../store-requests.ts'
import type { Account, Device, Memory } from './accounts.ts'
import { changeEach } from './budgets.ts'
import { updateDevice } from './update-device.ts'

/** Uses an answer up and clears the failures of its device. False when somebody was faster. */
export function spend(memory: Memory, account: Account, device: Device, use: Use, now: number): boolean {
  const cleared = { lastUsedAt: now, failures: 0, lockedUntil: 0 }
  if (use.kind === 'counter') {
    if (device.counter >= use.counter) return false
    updateDevice(account, device.id, { ...cleared, counter: use.counter, state: use.state })
    return true
  }
  if (!(use.kind === 'sent' ? spendSent(memory, account, device, use, now) : spendToken(account, device, use)))
    return false
  updateDevice(account, device.id, cleared)
  return true
}

function spendToken(account: Account, device: Device, use: Use & { readonly kind: 'token' }): boolean {
  const token = account.tokens.find(
    ({ tokenSet, hash, used }) => tokenSet === use.tokenSet && hash === use.hash && !used,
  )
  if (token === undefined || device.tokenSet !== use.tokenSet) return false
  account.tokens = account.tokens.map((other) => (other === token ? { ...token, used: true } : other))
  return true
}

function spendSent(
  memory: Memory,
  account: Account,
  device: Device,
  use: Use & { readonly kind: 'sent' },
  now: number,
): boolean {
  const challenge = account.challenges.find(
    ({ deviceId, boundTo, codeHash, expiresAt, tries }) =>
      deviceId === device.id &&
      boundTo === use.boundTo &&
      use.hashes.includes(codeHash) &&
      expiresAt > now &&
      tries <= use.tries,
  )
  if (challenge === undefined) return false
  account.challenges = account.challenges.filter((other) => other !== challenge)
  changeEach(memory, challenge.subjects, answer)
  return true
}
