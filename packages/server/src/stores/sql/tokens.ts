import type { DeviceRecord } from '../records.ts'
import type { TokenRenewal } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { write } from './events.ts'
import { deviceOf, selectDevices } from './records.ts'
import type { Database } from './tables.ts'
import { addTokens, hasLiveTokens, openTokenDevice } from './token-device.ts'
import { endTrusts } from './trusts.ts'

type TokenVerbs = Pick<Store, 'renewTokens' | 'confirmTokens' | 'addToken'>

export function tokenVerbs(database: Database, clock: () => number): TokenVerbs {
  return {
    renewTokens: (renewal) => decide(database, (transaction) => renew(transaction, renewal, clock())),
    confirmTokens: ({ deviceId, hash, note }) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, ownerOf(transaction, deviceId))
        if (user === null) return null
        const device = await transaction
          .updateTable('keystep_devices')
          .set((eb) => ({
            token_set: eb.ref('waiting_set'),
            waiting_set: null,
            waiting_until: null,
            failures: 0,
            locked_until: 0,
          }))
          .where('id', '=', deviceId)
          .where('waiting_until', '>', now)
          .where((eb) =>
            eb.exists(
              eb
                .selectFrom('keystep_tokens')
                .whereRef('keystep_tokens.token_set', '=', 'keystep_devices.waiting_set')
                .where('keystep_tokens.hash', '=', hash)
                .select('keystep_tokens.hash'),
            ),
          )
          .returning('token_set')
          .executeTakeFirst()
        if (device === undefined) return null
        await endTrusts(transaction, user.id)
        await write(transaction, note, now)
        const tokens = transaction.deleteFrom('keystep_tokens').where('device_id', '=', deviceId)
        await tokens.where('token_set', '<>', device.token_set).execute()
        const { count } = await transaction
          .selectFrom('keystep_tokens')
          .where('device_id', '=', deviceId)
          .select((eb) => eb.fn.countAll<number | string>().as('count'))
          .executeTakeFirstOrThrow()
        return Number(count)
      }),
    addToken: ({ deviceId, tokenSet, hash, note }) =>
      decide(database, async (transaction) => {
        if ((await lockUser(transaction, ownerOf(transaction, deviceId))) === null) return false
        const holder = await transaction
          .selectFrom('keystep_devices')
          .select('id')
          .where('id', '=', deviceId)
          .where('token_set', '=', tokenSet)
          .executeTakeFirst()
        if (holder === undefined) return false
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('keystep_tokens')
          .values({ token_set: tokenSet, hash, device_id: deviceId, used_at: null })
          .onConflict((conflict) => conflict.columns(['token_set', 'hash']).doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows !== 1n) return false
        await write(transaction, note, clock())
        return true
      }),
  }
}

function ownerOf(database: Database, deviceId: string) {
  return database.selectFrom('keystep_devices').where('id', '=', deviceId).select('user_id').$asScalar()
}

async function renew(
  transaction: Database,
  { userId, lifetime, note, ...tokens }: TokenRenewal,
  now: number,
): Promise<DeviceRecord | null> {
  if ((await lockUser(transaction, userId)) === null) return null
  const devices = await transaction
    .selectFrom('keystep_devices')
    .selectAll()
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .execute()
  if (!devices.some(({ last_resort }) => last_resort === 0)) return null
  await endTrusts(transaction, userId)
  const holder = devices.find(({ last_resort, method }) => last_resort === 1 && method === tokens.method)
  if (holder === undefined) await openTokenDevice(transaction, userId, tokens, now)
  else {
    const waits = await hasLiveTokens(transaction, userId, tokens.method)
    const replaced = transaction.deleteFrom('keystep_tokens').where('device_id', '=', holder.id)
    await (waits ? replaced.where('token_set', '<>', holder.token_set) : replaced).execute()
    await addTokens(transaction, holder.id, tokens)
    const { tokenSet } = tokens
    const change = waits
      ? { waiting_set: tokenSet, waiting_until: now + lifetime }
      : { token_set: tokenSet, waiting_set: null, waiting_until: null }
    await transaction.updateTable('keystep_devices').set(change).where('id', '=', holder.id).execute()
  }
  await write(transaction, note, now)
  const id = holder?.id ?? tokens.deviceId
  return deviceOf(await selectDevices(transaction).where('id', '=', id).executeTakeFirstOrThrow(), now)
}
