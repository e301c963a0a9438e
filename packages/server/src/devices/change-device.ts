import { deviceLabel } from '../notices/device-label.ts'
import { KeystepError } from '@keystep/contract'
import { newEvent } from '../audit/new-event.ts'
import { noteOf } from '../notices/note-of.ts'
import type { Services } from '../services.ts'
import type { Note } from '../stores/event-requests.ts'
import type { DeviceRecord, SessionRecord } from '../stores/records.ts'

export type ChangeDevice = {
  readonly session: SessionRecord
  readonly deviceId: string
  readonly name: string | undefined
  readonly makeDefault: true | undefined
  /** Its answers are judged again, after too many wrong ones. */
  readonly resume: boolean
  readonly request: Request
}

/**
 * Another name, the first place, or an end to its suspension. None of them changes what protects the account, so nothing
 * that is signed in ends.
 */
export async function changeDevice(
  services: Services,
  { session, deviceId, name, makeDefault, resume, request }: ChangeDevice,
): Promise<DeviceRecord> {
  const { store } = services
  const { user } = session
  if (name === undefined && !makeDefault && !resume) {
    throw new KeystepError('bad_request', { errors: [{ path: 'name', key: 'required' }] })
  }
  const device = (await store.devicesOf(user.id)).find(({ id }) => id === deviceId)
  if (!device) throw new KeystepError('not_found')
  // Whoever suspended it may have verified this very session by it before.
  if (resume && session.device?.id === deviceId) throw new KeystepError('step_up_required', { maxAge: 0 })
  const change = { ...(name !== undefined && { name }), ...(makeDefault && { makeDefault }), resume }
  const changed = await store.changeDevice({ userId: user.id, deviceId, ...change, note: await note(device) })
  if (changed === null) throw new KeystepError('not_found')
  if (changed === 'conflict') throw new KeystepError('conflict')
  return changed

  async function note(of: DeviceRecord): Promise<Note> {
    const about = { user, device: of, sessionId: session.id, request }
    const renamed = name === undefined ? [] : [newEvent(services, { ...about, name: 'device.renamed' })]
    const first = makeDefault ? [newEvent(services, { ...about, name: 'device.made_default' })] : []
    if (!resume) return { events: [...renamed, ...first], messages: [] }
    const resumed = await noteOf(services, { ...about, name: 'device.resumed' }, (texts) =>
      texts.deviceResumedNotice({ device: deviceLabel(texts, of) }),
    )
    return { ...resumed, events: [...renamed, ...first, ...resumed.events] }
  }
}
