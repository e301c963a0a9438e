import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { signedInView } from '../session/session-view.ts'
import { beginSetup } from './begin-setup.ts'
import { confirmSetup } from './confirm-setup.ts'
import { enrolmentView } from './enrolment-view.ts'

export function mountSetup(mount: Mount, services: Services): void {
  const { sessions } = services

  mount('devices', 'begin', async ({ method, name = '', requestKey }, { c, session }) => {
    const request = c.req.raw
    const { device, show } = await beginSetup(services, { session, method, name, requestKey, request })
    return { device: enrolmentView(device, services.deviceTypes), ...show }
  })

  mount('devices', 'confirm', async ({ id, code }, { c, session }) => {
    const request = c.req.raw
    const confirmed = await confirmSetup(services, { session, deviceId: id, code, request })
    await sessions.carry(c, confirmed.session, confirmed.token)
    if (confirmed.first) await sessions.endedAll(session.user.id, c)
    const view = signedInView(services, confirmed.session, request)
    return confirmed.backupTokens ? { ...view, backupTokens: [...confirmed.backupTokens] } : view
  })
}
