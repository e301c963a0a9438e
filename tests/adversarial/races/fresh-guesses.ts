import { countWords, words } from '../rig/counts.ts'
import { pendingLogins } from '../rig/pending-logins.ts'
import { newPerson } from '../rig/people.ts'
import { type Race, total, width } from './race.ts'

const headers = (at: number) => ({ 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${at}` })

export const freshGuesses: Race = {
  title:
    '64 fresh logins with a guess each are judged as often as the budget has, and then the right code waits as well',
  throttled: true,
  async run(rig) {
    const person = await newPerson(rig)
    const browsers = await pendingLogins(rig, person, width)
    const deviceId = person.devices.totp
    const guess = { deviceId, code: person.phone.wrongCode() }
    const calls = words(
      browsers.map(
        (browser, at) => () =>
          browser.send('/auth/login/verify', { method: 'POST', headers: headers(at), body: JSON.stringify(guess) }),
      ),
    )
    const counts = countWords(await rig.barrier({ before: 'countTry' }, calls))
    const [app] = await rig.store.devicesOf(person.id)
    const [last] = await pendingLogins(rig, person, 1)
    const right = await last?.post('/auth/login/verify', { deviceId, code: person.phone.code() })
    return { ...counts, failures: app?.failures ?? -1, [`right code ${right?.status}`]: 1 }
  },
  isRight: (counts) =>
    total(counts, 'invalid_code') === 5 &&
    total(counts, 'throttled') === width - 5 &&
    total(counts, 'failures') === 5 &&
    total(counts, 'right code 429') === 1,
}
