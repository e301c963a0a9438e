import { windowsOf } from '../rig/pending-logins.ts'
import { newPerson, passwordStep } from '../rig/people.ts'
import { outOfOrder, raceForOne } from './one-value.ts'
import { type Race, total, width } from './race.ts'

export const doubleClick: Race = {
  title: 'one answer sent 64 times opens one session, and charges nothing',
  throttled: false,
  async run(rig) {
    const person = await newPerson(rig)
    const { browser } = await passwordStep(rig, person)
    const answer = { deviceId: person.devices.totp, code: person.phone.code() }
    const calls = windowsOf(rig, browser, width).map((page) => () => page.post('/auth/login/verify', answer))
    const counts = await raceForOne(rig, { before: 'finishLogin' }, calls)
    const [app] = await rig.store.devicesOf(person.id)
    return { ...counts, failures: app?.failures ?? -1 }
  },
  isRight: (counts) =>
    total(counts, 'signed_in') === 1 &&
    total(counts, 'login_expired') === width - 1 &&
    total(counts, 'failures', outOfOrder) === 0,
}
