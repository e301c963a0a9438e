import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { raiseEpoch } from './raise-epoch.ts'
import { confirmedDevices } from './records.ts'
import { rotate } from './rotate.ts'
import { aliveSession } from './session-record.ts'
import type { Database } from './tables.ts'

type DeviceVerbs = Pick<Store, 'devicesOf' | 'removeDevice' | 'removeAllDevices'>

export function deviceVerbs(database: Database, clock: () => number): DeviceVerbs {
  return {
    devicesOf: (userId) => confirmedDevices(database, userId, clock()),
    removeDevice: ({ userId, deviceId, keep, confirmedToo }) =>
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
        return 'removed'
      }),
    removeAllDevices: (userId, { exceptSession } = {}) =>
      decide(database, async (transaction) => {
        const user = await lockUser(transaction, userId)
        if (user === null) return
        await transaction.deleteFrom('keystep_devices').where('user_id', '=', userId).execute()
        await raiseEpoch(transaction, user, clock(), exceptSession)
      }),
  }
}

async function forget(transaction: Database, ids: readonly string[]): Promise<void> {
  await transaction.deleteFrom('keystep_devices').where('id', 'in', ids).execute()
}
