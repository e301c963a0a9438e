import { sql } from 'kysely'
import { wordOf } from '../rig/counts.ts'
import { diesAt } from '../rig/dies-at.ts'
import type { Place } from '../rig/fail-points.ts'
import type { Rig } from '../rig/open-rig.ts'
import { newPerson, passwordStep } from '../rig/people.ts'
import type { Aftermath, Kill } from './kill.ts'

/** How many notices have left: once it is there again, after a round within the lease, and after one beyond it. */
type Point = { readonly at: Place; readonly signedIn: boolean; readonly left: readonly [number, number, number] }

const points: Readonly<Record<string, Point>> = {
  'when a notice is kept, before the commit': { at: { written: 'keystep_outbox' }, signedIn: false, left: [0, 0, 0] },
  'between keeping a notice and claiming it': { at: { before: 'claimMessages' }, signedIn: true, left: [0, 1, 1] },
  'between claiming a notice and sending it': { at: { after: 'claimMessages' }, signedIn: true, left: [0, 0, 1] },
  'between sending a notice and noting that': { at: { before: 'messageSent' }, signedIn: true, left: [1, 1, 2] },
  'when it is noted that a notice was sent': { at: { after: 'messageSent' }, signedIn: true, left: [1, 1, 1] },
}

/** A notice is never lost, leaves once a lease at most, and is sealed while it waits. */
export const noticeKills: readonly Kill[] = Object.entries(points).map(([where, point]) => ({
  where,
  run: (rig) => killAt(rig, point),
}))

/** What a batch is leased for, in seconds, with the rig's second for a delivery. */
const lease = 60

async function killAt(rig: Rig, { at, signedIn, left: expected }: Point): Promise<Aftermath> {
  const person = await newPerson(rig)
  const { browser } = await passwordStep(rig, person, rig.browser(0))
  const answer = { deviceId: person.devices.backup, code: person.backupTokens[0] }
  await diesAt(rig, at, () => browser.post('/auth/login/verify', answer))

  const count = () => rig.gateway.notices(person.identifier).length
  const left = [count()]
  const inClear = (await waiting(rig, person.id)).filter(
    (sealed) => sealed.includes(person.identifier) || sealed.includes('token'),
  )
  await rig.nodes[0]?.tell({ maintain: true })
  left.push(count())
  await rig.pass(lease)
  await rig.nodes[0]?.tell({ maintain: true })
  left.push(count())
  const again = await wordOf(await browser.post('/auth/login/verify', answer))
  // Which waits until the process handed on the notice of that by itself.
  await rig.nodes[0]?.tell({ maintain: true })
  return {
    seen: { left, again, inClear, stillThere: (await waiting(rig, person.id)).length },
    expected: { left: expected, again: signedIn ? 'login_expired' : 'signed_in', inClear: [], stillThere: 0 },
  }
}

async function waiting({ database }: Rig, userId: string): Promise<readonly string[]> {
  const rows = sql<{ sealed: string }>`select sealed from keystep_outbox where user_id = ${userId}`
  return (await rows.execute(database)).rows.map(({ sealed }) => sealed)
}
