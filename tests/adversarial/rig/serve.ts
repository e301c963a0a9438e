// Keystep in a process of its own, as an app runs it: its clock, its store and its life are in the test's hands.
import { type Keystep, sqlStore } from '@keystep/server'
import { serveDemo } from '../../../apps/demo/server/serve-demo.ts'
import { openDemoDatabase } from '../../../apps/demo/server/open-demo-database.ts'
import type { Control, Counters, Started } from './controls.ts'
import { createFailPoints } from './fail-points.ts'
import { heldHash } from './held-hash.ts'
import { createRigApp } from './rig-app.ts'

const {
  databaseUrl,
  gatewayUrl,
  port,
  options,
  ahead: atStart,
  machineAhead,
} = JSON.parse(process.argv[2] ?? '') as Started
let ahead = atStart
const machineTime = Date.now.bind(Date)
// What a machine says whose clock is wrong. Where a database tells the time, nobody asks it.
Date.now = () => machineTime() + machineAhead

const points = createFailPoints(() => void process.send?.({ gathered: true }))
const hash = heldHash()
const { database, clock: ownClock } = await openDemoDatabase(databaseUrl)
const clock = () => ownClock() + ahead
const store = points.around(sqlStore(database.withPlugin(points.plugin), { clock }))
const { app, keystep } = createRigApp({ store, gatewayUrl, clock, options, hash })
const events: Record<string, number> = {}
for (const name of ['user.verified', 'verification.failed', 'delivery.failed', 'notice.failed', 'fault'] as const) {
  count(keystep, name)
}
const { stop } = await serveDemo({ app }, port)

function count(from: Keystep, name: Parameters<Keystep['on']>[0]): void {
  from.on(name, (event) => {
    events[name] = (events[name] ?? 0) + 1
    // As an app would that logs what Keystep tells it.
    const { user, device } = { user: null, device: null, ...event }
    console.log(JSON.stringify({ name, user, device, ...('error' in event && { error: String(event.error) }) }))
  })
}

function counters(): Counters {
  return { calls: points.calls, events, hashing: hash.held() }
}

process.on('message', async ({ turn, ...control }: Control) => {
  if (control.ahead !== undefined) ahead = control.ahead
  if (control.arm !== undefined) points.arm(control.arm)
  if (control.holdHashes !== undefined) hash.hold(control.holdHashes)
  if (control.maintain) await keystep.maintain()
  process.send?.({ turn, ...counters() })
})
process.once('SIGTERM', async () => {
  await stop()
  // Begun and ended at once: for what such an end waits for.
  await keystep.start()()
  await database.destroy()
  process.disconnect()
})
// Nobody is left who could stop it.
process.on('disconnect', () => process.exit())
process.send?.({ turn: 0, ...counters() })
