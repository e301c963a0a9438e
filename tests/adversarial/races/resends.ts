import { countWords, words } from '../rig/counts.ts'
import { windowsOf } from '../rig/pending-logins.ts'
import { newPerson, passwordStep } from '../rig/people.ts'
import { type Race, total, width } from './race.ts'

export const resends: Race = {
  title: '64 requests for one code send one, and that one signs in',
  throttled: true,
  async run(rig) {
    const person = await newPerson(rig, { also: ['sms'] })
    const deviceId = person.devices.sms ?? ''
    const { browser } = await passwordStep(rig, person)
    const before = rig.gateway.messages(person.number).length
    const calls = words(
      windowsOf(rig, browser, width).map((page) => () => page.post('/auth/login/challenge', { deviceId })),
    )
    const counts = countWords(await rig.barrier({ before: 'openChallenge' }, calls))
    const sent = rig.gateway.messages(person.number).length - before
    const state = await browser.auth.login.verify({ deviceId, code: rig.gateway.code(person.number) })
    return { ...counts, sent, [state.state]: 1 }
  },
  isRight: (counts) =>
    total(counts, 'sent') === 1 && total(counts, '200', 'throttled') === width && total(counts, 'signed_in') === 1,
}
