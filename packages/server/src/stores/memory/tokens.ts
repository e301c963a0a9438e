import type { Store } from '../store.ts'
import { ownerOf, type Memory } from './accounts.ts'
import { write } from './events.ts'
import { deviceRecord } from './records.ts'
import { addTokens, liveTokens, openTokenDevice } from './token-device.ts'
import { updateDevice } from './update-device.ts'

type TokenVerbs = Pick<Store, 'renewTokens' | 'confirmTokens' | 'addToken'>

export function tokenVerbs(memory: Memory): TokenVerbs {
  const { accounts, clock } = memory
  return {
    async renewTokens({ userId, lifetime, note, ...tokens }) {
      const now = clock()
      const account = accounts.get(userId)
      const confirmed = account?.devices.filter(({ confirmedAt }) => confirmedAt !== null) ?? []
      if (account === undefined || !confirmed.some(({ lastResort }) => !lastResort)) return null
      account.trusts = []
      write(memory, note, now)
      const holder = confirmed.find(({ lastResort, method }) => lastResort && method === tokens.method)
      if (holder === undefined) return deviceRecord(account, openTokenDevice(memory, account, tokens, now), now)
      const { tokenSet } = tokens
      const waits = liveTokens(account, tokens.method) !== null
      const change = waits
        ? { waitingSet: tokenSet, waitingUntil: now + lifetime }
        : { tokenSet, waitingSet: null, waitingUntil: null }
      account.tokens = account.tokens.filter(
        (token) => token.deviceId !== holder.id || (waits && token.tokenSet === holder.tokenSet),
      )
      addTokens(account, holder.id, tokens)
      updateDevice(account, holder.id, change)
      return deviceRecord(account, { ...holder, ...change }, now)
    },
    async confirmTokens({ deviceId, hash, note }) {
      const now = clock()
      const account = ownerOf(memory, 'device', deviceId)
      const device = account?.devices.find(({ id }) => id === deviceId)
      if (account === undefined || device === undefined || (device.waitingUntil ?? 0) <= now) return null
      const waiting = account.tokens.filter(({ tokenSet }) => tokenSet === device.waitingSet)
      if (!waiting.some((token) => token.hash === hash)) return null
      account.tokens = account.tokens.filter((token) => token.deviceId !== deviceId || waiting.includes(token))
      const live = { tokenSet: device.waitingSet, waitingSet: null, waitingUntil: null }
      updateDevice(account, deviceId, { ...live, failures: 0, lockedUntil: 0 })
      account.trusts = []
      write(memory, note, now)
      return waiting.length
    },
    async addToken({ deviceId, tokenSet, hash, note }) {
      const account = ownerOf(memory, 'device', deviceId)
      const device = account?.devices.find(({ id }) => id === deviceId)
      if (account === undefined || device === undefined || device.tokenSet !== tokenSet) return false
      if (account.tokens.some((token) => token.tokenSet === tokenSet && token.hash === hash)) return false
      account.tokens = [...account.tokens, { deviceId, tokenSet, hash, used: false }]
      write(memory, note, clock())
      return true
    },
  }
}
