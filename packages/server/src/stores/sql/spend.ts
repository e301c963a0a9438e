import type { Use } from '../store-requests.ts'
import { noteAnswer } from './budgets.ts'
import { prepare, slotsOf } from './prepare.ts'
import type { Database } from './tables.ts'

export type Spending = { readonly userId: string; readonly deviceId: string; readonly confirmed: boolean }

/** Uses an answer up and clears the failures of its device. False when somebody was faster. Only behind `lockUser`. */
export async function spend(
  transaction: Database,
  { userId, deviceId, confirmed }: Spending,
  use: Use,
  now: number,
): Promise<boolean> {
  if (use.kind === 'counter' && confirmed) {
    const { numAffectedRows = 0n } = await spendCounter(transaction, { userId, deviceId, now, ...use })
    return numAffectedRows > 0n
  }
  const clear = clearing(transaction, { userId, deviceId, now }).where(
    'confirmed_at',
    confirmed ? 'is not' : 'is',
    null,
  )
  if (use.kind === 'counter') {
    const { counter, state } = use
    const { numUpdatedRows } = await clear.set({ counter, state }).where('counter', '<', counter).executeTakeFirst()
    return numUpdatedRows > 0n
  }
  const ofUse = use.kind === 'token' ? clear.where('token_set', '=', use.tokenSet) : clear
  const { numUpdatedRows } = await ofUse.executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  return use.kind === 'token' ? spendToken(transaction, deviceId, use, now) : spendSent(transaction, deviceId, use, now)
}

type Clearing = { readonly userId: string; readonly deviceId: string; readonly now: number }

function clearing(transaction: Database, { userId, deviceId, now }: Clearing) {
  return transaction
    .updateTable('keystep_devices')
    .set({ last_used_at: now, failures: 0, locked_until: 0 })
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
}

type SpentCounter = Clearing & { readonly counter: number; readonly state: string }
const counterFields = ['userId', 'deviceId', 'now', 'counter', 'state'] as const

const spendCounter = prepare<SpentCounter, unknown>((database, given) => {
  const { counter, state, ...device } = slotsOf(counterFields, given)
  return clearing(database, device)
    .where('confirmed_at', 'is not', null)
    .set({ counter, state })
    .where('counter', '<', counter)
})

async function spendToken(
  transaction: Database,
  deviceId: string,
  { tokenSet, hash }: Use & { readonly kind: 'token' },
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('keystep_tokens')
    .set({ used_at: now })
    .where('token_set', '=', tokenSet)
    .where('hash', '=', hash)
    .where('device_id', '=', deviceId)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function spendSent(
  transaction: Database,
  deviceId: string,
  { boundTo, hashes, tries }: Use & { readonly kind: 'sent' },
  now: number,
): Promise<boolean> {
  // An empty list is no SQL everywhere.
  if (hashes.length === 0) return false
  const spent = await transaction
    .deleteFrom('keystep_challenges')
    .where('device_id', '=', deviceId)
    .where('bound_to', '=', boundTo)
    .where('code_hash', 'in', hashes)
    .where('expires_at', '>', now)
    .where('tries', '<=', tries)
    .returning('subjects')
    .executeTakeFirst()
  if (spent === undefined) return false
  await noteAnswer(transaction, JSON.parse(spent.subjects) as string[])
  return true
}
