import { wordOf } from '../rig/counts.ts'
import { diesAt } from '../rig/dies-at.ts'
import type { Place } from '../rig/fail-points.ts'
import type { Rig } from '../rig/open-rig.ts'
import { newPerson, passwordStep } from '../rig/people.ts'
import type { Aftermath, Kill } from './kill.ts'

type Point = { readonly at: Place; readonly sent: number; readonly later: number }

const points: Readonly<Record<string, Point>> = {
  'between filing a code and sending it': { at: { after: 'openChallenge' }, sent: 0, later: 1 },
  'between sending a code and noting that': { at: { before: 'challengeSent' }, sent: 1, later: 1 },
}

/** A code is sent once a lease at most, and works. */
export const sendingKills: readonly Kill[] = Object.entries(points).map(([where, point]) => ({
  where,
  run: (rig) => killAt(rig, point),
}))

async function killAt(rig: Rig, { at, sent, later }: Point): Promise<Aftermath> {
  const person = await newPerson(rig, { also: ['sms'] })
  const deviceId = person.devices.sms ?? ''
  const before = rig.gateway.messages(person.number).length
  const count = () => rig.gateway.messages(person.number).length - before
  const { browser } = await passwordStep(rig, person, rig.browser(0))
  const ask = () => browser.post('/auth/login/challenge', { deviceId })
  const answered = await diesAt(rig, at, ask)
  // Whoever holds the lease may still be at it.
  const within = [(await ask()).status, count()]
  if (later > sent) await rig.pass(30)
  const after = [(await ask()).status, count()]
  const code = rig.gateway.code(person.number)
  const verified = await wordOf(await browser.post('/auth/login/verify', { deviceId, code }))
  return {
    seen: { answered, within, after, verified },
    expected: { answered: false, within: [200, sent], after: [200, later], verified: 'signed_in' },
  }
}
