import { type Counts, countWords, words } from '../rig/counts.ts'
import type { Rig } from '../rig/open-rig.ts'
import { pendingLogins } from '../rig/pending-logins.ts'
import { newPerson, type Person } from '../rig/people.ts'
import { type Race, total, width } from './race.ts'

const headers = (at: number) => ({ 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${at}` })

/** 64 logins that begin anew, each with one wrong code and from an address that it claims. */
export async function guessFreshly(rig: Rig, person: Person): Promise<Counts> {
  const browsers = await pendingLogins(rig, person, width)
  const body = JSON.stringify({ deviceId: person.devices.totp, code: person.phone.wrongCode() })
  const calls = words(
    browsers.map(
      (browser, at) => () => browser.send('/auth/login/verify', { method: 'POST', headers: headers(at), body }),
    ),
  )
  return countWords(await rig.barrier({ before: 'countTry' }, calls))
}

export const freshGuesses: Race = {
  title:
    '64 fresh logins with a guess each are judged as often as the budget has, and then the right code waits as well',
  throttled: true,
  async run(rig) {
    const person = await newPerson(rig)
    const counts = await guessFreshly(rig, person)
    const [app] = await rig.store.devicesOf(person.id)
    const [last] = await pendingLogins(rig, person, 1)
    const right = { deviceId: person.devices.totp, code: person.phone.code() }
    const answer = await last?.post('/auth/login/verify', right)
    return { ...counts, failures: app?.failures ?? -1, [`right code ${answer?.status}`]: 1 }
  },
  isRight: (counts) =>
    total(counts, 'invalid_code') === 5 &&
    total(counts, 'throttled') === width - 5 &&
    total(counts, 'failures') === 5 &&
    total(counts, 'right code 429') === 1,
}
