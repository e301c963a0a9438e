import type { DeviceRecord } from '../records.ts'
import type { DeviceChange } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { write } from './events.ts'
import { raiseEpoch } from './raise-epoch.ts'
import { confirmedDevices, deviceOf, selectDevices } from './records.ts'
import { rotate } from './rotate.ts'
import { aliveSession } from './session-record.ts'
import type { Database } from './tables.ts'

type DeviceVerbs = Pick<Store, 'devicesOf' | 'changeDevice' | 'removeDevice' | 'removeAllDevices'>

export function deviceVerbs(database: Database, clock: () => number): DeviceVerbs {
  return {
    devicesOf: (userId) => confirmedDevices(database, userId, clock()),
    changeDevice: (change) => decide(database, (transaction) => changeDevice(transaction, change, clock())),
    removeDevice: ({ userId, deviceId, keep, confirmedToo, note }) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, userId)
        const session = user && (await aliveSession(transaction, user, keep.sessionId, now))
        if (user === null || session === null) return 'not_found'
        const devices = await transaction
          .selectFrom('keystep_devices')
          .selectAll()
          .where('user_id', '=', userId)
          .execute()
        const device = devices.find(({ id }) => id === deviceId)
        if (device === undefined) return 'not_found'
        if (device.confirmed_at === null) {
          if (device.session_id !== session.id) return 'not_found'
          await forget(transaction, [deviceId])
          return 'removed'
        }
        if (!confirmedToo) return 'not_found'
        const others = devices.filter(({ id, confirmed_at }) => id !== deviceId && confirmed_at !== null)
        const another = others.some(({ last_resort }) => last_resort === 0)
        if (device.is_default === 1 && another) return 'conflict'
        const goesAlong = device.last_resort === 1 || another ? [] : others.map(({ id }) => id)
        await forget(transaction, [deviceId, ...goesAlong])
        await raiseEpoch(transaction, user, now, session.id)
        await rotate(transaction, keep, now)
        await write(transaction, note, now)
        return 'removed'
      }),
    removeAllDevices: (userId, keep, note) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, userId)
        if (user === null) return false
        if (keep !== undefined && (await aliveSession(transaction, user, keep.sessionId, now)) === null) return false
        await transaction.deleteFrom('keystep_devices').where('user_id', '=', userId).execute()
        await raiseEpoch(transaction, user, now, keep?.sessionId)
        if (keep !== undefined) await rotate(transaction, keep, now)
        await write(transaction, note, now)
        return true
      }),
  }
}

async function changeDevice(
  transaction: Database,
  { userId, deviceId, name, makeDefault = false, resume = false, note }: DeviceChange,
  now: number,
): Promise<DeviceRecord | 'conflict' | null> {
  if ((await lockUser(transaction, userId)) === null) return null
  const devices = transaction.updateTable('keystep_devices').where('user_id', '=', userId)
  const found = selectDevices(transaction)
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
  const device = await found.executeTakeFirst()
  if (device === undefined) return null
  if (makeDefault && device.last_resort === 1) return 'conflict'
  if (makeDefault) {
    await devices.set({ is_default: 0 }).where('is_default', '=', 1).execute()
    await devices.set({ is_default: 1 }).where('id', '=', deviceId).execute()
  }
  if (name !== undefined) await devices.set({ name }).where('id', '=', deviceId).execute()
  if (resume) await devices.set({ failures: 0, locked_until: 0 }).where('id', '=', deviceId).execute()
  await write(transaction, note, now)
  return deviceOf(await found.executeTakeFirstOrThrow(), now)
}

async function forget(transaction: Database, ids: readonly string[]): Promise<void> {
  await transaction.deleteFrom('keystep_devices').where('id', 'in', ids).execute()
}
