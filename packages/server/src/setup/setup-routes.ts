import { KeystepError } from '@keystep/contract'
import { toSetup } from '../devices/binding.ts'
import { sendChallenge } from '../devices/send-challenge.ts'
import { challengeView } from '../devices/sent-view.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { signedInView } from '../session/session-view.ts'
import { beginSetup } from './begin-setup.ts'
import { confirmSetup } from './confirm-setup.ts'
import { enrolmentView } from './enrolment-view.ts'

export function mountSetup(mount: Mount, services: Services): void {
  const { sessions, store } = services

  mount('devices', 'begin', async ({ name = '', address = null, number = null, extra, ...wanted }, { c, session }) => {
    const begin = { ...wanted, session, name, address, number, extra, request: c.req.raw }
    const { device, show, sent } = await beginSetup(services, begin)
    return { device: enrolmentView(device, services.deviceTypes, sent), ...show }
  })

  mount('devices', 'challenge', async ({ id }, { c, session }) => {
    const device = await store.findEnrolment(session.id)
    if (device?.id !== id) throw new KeystepError('not_found')
    const challenge = { binding: toSetup(session), user: session.user, device, request: c.req.raw } as const
    const enrolling = { enrollingSession: session.id, missing: 'not_found' } as const
    return challengeView(id, await sendChallenge(services, { ...challenge, ...enrolling }))
  })

  mount('devices', 'confirm', async ({ id, code, extra }, { c, session }) => {
    const request = c.req.raw
    const confirmed = await confirmSetup(services, { session, deviceId: id, code, extra, request })
    await sessions.carry(c, confirmed.session, confirmed.token)
    if (confirmed.first) await sessions.endedAll(session.user.id, c)
    const view = signedInView(services, confirmed.session, request)
    return confirmed.backupTokens ? { ...view, backupTokens: [...confirmed.backupTokens] } : view
  })
}
