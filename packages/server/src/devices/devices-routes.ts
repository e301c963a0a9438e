import { KeystepError } from '@keystep/contract'
import { iso } from '../http/iso.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { signedInView } from '../session/session-view.ts'
import { enrolmentView } from '../setup/enrolment-view.ts'
import { toSetup, toStepUp } from './binding.ts'
import { changeDevice } from './change-device.ts'
import { deviceViews } from './device-view.ts'
import { disable } from './disable.ts'
import { removeDevice } from './remove-device.ts'
import { findChallenge, pendingChallengeView } from './sent-view.ts'

export function mountDevices(mount: Mount, services: Services): void {
  const { store, deviceTypes, sessions } = services

  mount('devices', 'list', async (_input, { session }) => {
    const [devices, pending, challenge] = await Promise.all([
      store.devicesOf(session.user.id),
      store.findEnrolment(session.id),
      findChallenge(services, toStepUp(session)),
    ])
    const shown = pending && deviceTypes.has(pending.method) ? pending : null
    const sent = shown && (await findChallenge(services, toSetup(session)))
    const addable = deviceTypes.all.filter((type) => type.begin !== undefined)
    return {
      now: iso(session.now),
      devices: deviceViews(services, devices, session.now),
      methods: addable.map(({ method }) => method),
      countries: Object.fromEntries(
        addable.flatMap(({ method, countries = [] }) => (countries.length > 0 ? [[method, [...countries]]] : [])),
      ),
      pending: shown && enrolmentView(shown, deviceTypes, sent),
      challenge: pendingChallengeView(challenge),
    }
  })

  mount('devices', 'change', async ({ id, name, default: makeDefault, suspended }, { c, session }) => {
    const change = { session, deviceId: id, name, makeDefault, resume: suspended === false, request: c.req.raw }
    const device = await changeDevice(services, change)
    const [view] = deviceViews(services, [device], session.now)
    if (!view) throw new KeystepError('not_found')
    return { device: view }
  })

  mount('devices', 'remove', async ({ id }, { c, session }) => {
    const { confirmed, token } = await removeDevice(services, { session, deviceId: id, request: c.req.raw })
    if (confirmed) {
      await sessions.carry(c, session, token)
      await sessions.endedAll(session.user.id, c)
    }
    return { removed: true as const }
  })

  mount('devices', 'disable', async (_input, { c, session }) => {
    const { token, session: bare } = await disable(services, session, c.req.raw)
    await sessions.carry(c, bare, token)
    await sessions.endedAll(session.user.id, c)
    return signedInView(services, bare, c.req.raw)
  })
}
