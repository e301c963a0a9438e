import { pendingLogins } from '../rig/pending-logins.ts'
import { newPerson } from '../rig/people.ts'
import { outOfOrder, raceForOne } from './one-value.ts'
import { type Race, total, width } from './race.ts'

export const oneCode: Race = {
  title: 'one code of an app, in 64 logins, signs in once',
  throttled: false,
  async run(rig) {
    const person = await newPerson(rig)
    const browsers = await pendingLogins(rig, person, width)
    const answer = { deviceId: person.devices.totp, code: person.phone.code() }
    const calls = browsers.map((browser) => () => browser.post('/auth/login/verify', answer))
    // All of them are counted before any of them is judged.
    return await raceForOne(rig, { after: 'countTry' }, calls)
  },
  isRight: (counts) =>
    total(counts, 'signed_in') === 1 && total(counts, 'invalid_code') === width - 1 && total(counts, outOfOrder) === 0,
}
