import type { Place } from '../rig/fail-points.ts'
import { wordOf } from '../rig/counts.ts'
import { diesAt } from '../rig/dies-at.ts'
import type { Rig } from '../rig/open-rig.ts'
import { newPerson, passwordStep, type Person } from '../rig/people.ts'
import type { Aftermath, Kill } from './kill.ts'

type Point = { readonly at: Place; readonly done: boolean; readonly counted: number }

const points: Readonly<Record<string, Point>> = {
  '1, before the try is counted': { at: { before: 'countTry' }, done: false, counted: 0 },
  '2, when it is counted': { at: { after: 'countTry' }, done: false, counted: 1 },
  '3, before the code is used up': { at: { before: 'finishLogin' }, done: false, counted: 1 },
  '4, when it is used up, before the commit': { at: { written: 'keystep_sessions' }, done: false, counted: 1 },
  '5, after the commit, before the answer': { at: { after: 'finishLogin' }, done: true, counted: 0 },
}
/** One method a time. */
export const methods = ['totp', 'backup', 'sms'] as const

export const loginKills: readonly Kill[] = Object.entries(points).map(([where, point]) => ({
  where,
  run: (rig, round) => killAt(rig, point, methods[round % methods.length] ?? 'totp'),
}))

async function killAt(rig: Rig, point: Point, method: (typeof methods)[number]): Promise<Aftermath> {
  const { at, done, counted } = point
  const person = await newPerson(rig, { also: ['sms'] })
  const { browser, answer, verify } = await atSecondStep(rig, person, method)
  const before = await sessionsOf(rig, person)
  const answered = await diesAt(rig, at, verify)
  const device = (await rig.store.devicesOf(person.id)).find(({ id }) => id === answer.deviceId)
  const sessions = (await sessionsOf(rig, person)) - before
  // The same browser, the same code.
  const again = await wordOf(await verify())
  const { status: vault } = await browser.send('/app/vault')
  const { browser: other } = await passwordStep(rig, person)
  const elsewhere = await wordOf(await other.post('/auth/login/verify', answer))
  const inAll = (await sessionsOf(rig, person)) - before
  const tokens = { deviceId: person.devices.backup, code: person.backupTokens[1] }
  const byToken = await wordOf(await other.post('/auth/login/verify', tokens))
  return {
    seen: { method, answered, sessions, failures: device?.failures, again, vault, elsewhere, inAll, byToken },
    expected: {
      method,
      answered: false,
      sessions: Number(done),
      failures: counted,
      again: done ? 'login_expired' : 'signed_in',
      vault: done ? 401 : 200,
      elsewhere: 'invalid_code',
      inAll: 1,
      byToken: 'signed_in',
    },
  }
}

/** The second step of a login, as it stands on the user's screen. */
async function atSecondStep(rig: Rig, person: Person, method: (typeof methods)[number]) {
  const deviceId = person.devices[method] ?? ''
  const { browser } = await passwordStep(rig, person, rig.browser(0))
  if (method === 'sms') await browser.auth.login.challenge({ deviceId })
  const codes = {
    totp: () => person.phone.code(),
    backup: () => person.backupTokens[0] ?? '',
    sms: () => rig.gateway.code(person.number),
  }
  const answer = { deviceId, code: codes[method]() }
  return { browser, answer, verify: () => browser.post('/auth/login/verify', answer) }
}

async function sessionsOf(rig: Rig, { id }: Pick<Person, 'id'>): Promise<number> {
  return (await rig.store.sessionsOf(id)).length
}
