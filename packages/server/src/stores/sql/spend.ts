import type { Use } from '../store-requests.ts'
import type { Database } from './tables.ts'

export type Spending = { readonly userId: string; readonly deviceId: string; readonly confirmed: boolean }

/** Uses an answer up and clears the failures of its device. False when somebody was faster. Only behind `lockUser`. */
export async function spend(
  transaction: Database,
  { userId, deviceId, confirmed }: Spending,
  use: Use,
  now: number,
): Promise<boolean> {
  const clear = transaction
    .updateTable('keystep_devices')
    .set({ last_used_at: now, failures: 0, locked_until: 0 })
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where('confirmed_at', confirmed ? 'is not' : 'is', null)
  if (use.kind === 'counter') {
    const { counter, state } = use
    const { numUpdatedRows } = await clear.set({ counter, state }).where('counter', '<', counter).executeTakeFirst()
    return numUpdatedRows > 0n
  }
  const { numUpdatedRows } = await clear.where('token_set', '=', use.tokenSet).executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  const token = await transaction
    .updateTable('keystep_tokens')
    .set({ used_at: now })
    .where('token_set', '=', use.tokenSet)
    .where('hash', '=', use.hash)
    .where('device_id', '=', deviceId)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return token.numUpdatedRows > 0n
}
