import { countWords, words } from '../rig/counts.ts'
import { pendingLogins } from '../rig/pending-logins.ts'
import { newPerson } from '../rig/people.ts'
import { type Race, total, width } from './race.ts'

export const oneCode: Race = {
  title: 'one code of an app, in 64 logins, signs in once',
  throttled: false,
  async run(rig) {
    const person = await newPerson(rig)
    const browsers = await pendingLogins(rig, person, width)
    const answer = { deviceId: person.devices.totp, code: person.phone.code() }
    const calls = words(browsers.map((browser) => () => browser.post('/auth/login/verify', answer)))
    // All of them are counted before any of them is judged.
    return countWords(await rig.barrier({ after: 'countTry' }, calls))
  },
  isRight: (counts) => total(counts, 'signed_in') === 1 && total(counts, 'invalid_code') === width - 1,
}
