import { windowsOf } from '../rig/pending-logins.ts'
import { newPerson, passwordStep } from '../rig/people.ts'
import { outOfOrder, raceForOne } from './one-value.ts'
import { type Race, total, width } from './race.ts'

export const oneSentCode: Race = {
  title: 'one code by text, 64 times in its one login, signs in once',
  throttled: true,
  async run(rig) {
    const person = await newPerson(rig, { also: ['sms'] })
    const deviceId = person.devices.sms ?? ''
    const { browser } = await passwordStep(rig, person)
    await browser.auth.login.challenge({ deviceId })
    const answer = { deviceId, code: rig.gateway.code(person.number) }
    const calls = windowsOf(rig, browser, width).map((page) => () => page.post('/auth/login/verify', answer))
    return await raceForOne(rig, { before: 'countTry' }, calls)
  },
  // Those which come when it was used find the login over, and those after the fifth had to wait.
  isRight: (counts) =>
    total(counts, 'signed_in') === 1 &&
    total(counts, 'invalid_code', 'login_expired', 'throttled') === width - 1 &&
    total(counts, 'invalid_code', 'login_expired') >= 4 &&
    total(counts, outOfOrder) === 0,
}
