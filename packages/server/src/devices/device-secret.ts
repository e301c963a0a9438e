import type { Services } from '../services.ts'
import type { DeviceRecord, SealedSecret } from '../stores/records.ts'
import type { Store } from '../stores/store.ts'

type Place = Pick<DeviceRecord, 'id' | 'userId' | 'method'>

/** Bound to its row: copied to another user's or another device's, it does not open. */
export async function sealDeviceSecret(services: Services, place: Place, secret: Uint8Array<ArrayBuffer> | null) {
  return secret && (await services.box.seal(secret, placeOf(place)))
}

/** A secret under a key that is no longer the current one is sealed again in passing, and nobody waits for that. */
export async function openDeviceSecret(services: Services, { secret, ...device }: DeviceRecord) {
  if (secret === null) return null
  const opened = await openSealed(services, { ...device, secret })
  if (!secret.startsWith(services.box.start)) {
    // A copy: a device type may wipe what it was given before this is done.
    resealSecret(services, { ...device, secret }, opened.slice()).catch((error: unknown) => {
      services.emit('fault', { error, request: null })
    })
  }
  return opened
}

/** Rejects when the key is unknown, or it was sealed for another row. */
export async function openSealed({ box }: Pick<Services, 'box'>, sealed: SealedSecret) {
  return await box.open(sealed.secret, placeOf(sealed))
}

/** Under the current key, from then on. False: the device went, or somebody else was faster. */
export async function resealSecret(
  { box, store }: Pick<Services, 'box'> & { readonly store: Pick<Store, 'replaceSecret'> },
  sealed: SealedSecret,
  opened: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const secret = await box.seal(opened, placeOf(sealed))
  return await store.replaceSecret({ deviceId: sealed.id, was: sealed.secret, secret })
}

function placeOf({ id, userId, method }: Place): string {
  return `device|${method}|${userId}|${id}`
}
