import type { SealedSecret } from '../records.ts'
import type { Store } from '../store.ts'
import { ownerOf, type Device, type Memory } from './accounts.ts'
import { updateDevice } from './update-device.ts'

type SecretVerbs = Pick<Store, 'sealedSecrets' | 'replaceSecret'>

export function secretVerbs(memory: Memory): SecretVerbs {
  return {
    async sealedSecrets({ after, limit, except }) {
      const now = memory.clock()
      return [...memory.accounts.values()]
        .flatMap(({ devices }) => devices.filter((device) => isNeeded(device, now)))
        .flatMap(({ id, userId, method, secret }): readonly SealedSecret[] =>
          secret === null || (except !== undefined && secret.startsWith(except))
            ? []
            : [{ id, userId, method, secret }],
        )
        .filter(({ id }) => id > after)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
    },
    async replaceSecret({ deviceId, was, secret }) {
      const account = ownerOf(memory, 'device', deviceId)
      const device = account?.devices.find(({ id }) => id === deviceId)
      if (account === undefined || device?.secret !== was) return false
      updateDevice(account, deviceId, { secret })
      return true
    },
  }
}

/** An enrolment that lapsed is never tried again. */
function isNeeded({ confirmedAt, expiresAt }: Device, now: number): boolean {
  return confirmedAt !== null || (expiresAt ?? 0) > now
}
