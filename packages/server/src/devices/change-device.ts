import { KeystepError } from '@keystep/contract'
import type { Services } from '../services.ts'
import type { DeviceRecord } from '../stores/records.ts'

export type ChangeDevice = {
  readonly userId: string
  readonly deviceId: string
  readonly name: string | undefined
  readonly makeDefault: true | undefined
}

/** Another name, or the first place. Neither changes what protects the account, so nothing that is signed in ends. */
export async function changeDevice(
  { store }: Services,
  { userId, deviceId, name, makeDefault }: ChangeDevice,
): Promise<DeviceRecord> {
  if (name === undefined && !makeDefault) {
    throw new KeystepError('bad_request', { errors: [{ path: 'name', key: 'required' }] })
  }
  const change = { userId, deviceId, ...(name !== undefined && { name }), ...(makeDefault && { makeDefault }) }
  const changed = await store.changeDevice(change)
  if (changed === null) throw new KeystepError('not_found')
  if (changed === 'conflict') throw new KeystepError('conflict')
  return changed
}
