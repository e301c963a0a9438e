import { iso } from '../http/iso.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { enrolmentView } from '../setup/enrolment-view.ts'
import { deviceViews } from './device-view.ts'
import { removeDevice } from './remove-device.ts'

export function mountDevices(mount: Mount, services: Services): void {
  const { store, deviceTypes, sessions } = services

  mount('devices', 'list', async (_input, { session }) => {
    const [devices, pending] = await Promise.all([store.devicesOf(session.user.id), store.findEnrolment(session.id)])
    return {
      now: iso(session.now),
      devices: deviceViews(devices, deviceTypes, session.now),
      methods: deviceTypes.all.filter((type) => type.begin !== undefined).map(({ method }) => method),
      pending: pending && enrolmentView(pending, deviceTypes),
    }
  })

  mount('devices', 'remove', async ({ id }, { c, session }) => {
    const { confirmed, token } = await removeDevice(services, { session, deviceId: id, request: c.req.raw })
    if (confirmed) {
      await sessions.carry(c, session, token)
      await sessions.endedAll(session.user.id, c)
    }
    return { removed: true as const }
  })
}
