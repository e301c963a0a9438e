import { sqliteScene } from './bench/open-scene.ts'
import { guardSides, verifySides } from './bench/sides.ts'
const scene = await sqliteScene({ users: 10_000, active: 4000 })
const what = process.argv[2]
const sides =
  what === 'guard'
    ? await guardSides(scene, { requests: 2000, inFlight: 16 })
    : verifySides(scene, { requests: 400, inFlight: 16 })
const side = sides[process.argv[3] === 'bare' ? 1 : 0]
const { Session } = await import('node:inspector/promises')
for (let i = 0; i < 5; i++) await side.round()
const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.setSamplingInterval', { interval: 100 })
let seconds = 0
let n = 0
const rounds = what === 'guard' ? 20 : 15
const round = side.round
await session.post('Profiler.start')
for (let i = 0; i < rounds; i++) {
  const r = await round()
  seconds += r.seconds
  n += r.latencies.length
}
const { profile } = await session.post('Profiler.stop')
console.log(what, side.name, ((seconds / n) * 1e6).toFixed(1), 'us/request')
const self = new Map<string, number>()
const dt = profile.timeDeltas!
const byId = new Map(profile.nodes.map((node) => [node.id, node]))
profile.samples!.forEach((id, i) => {
  const { callFrame: f } = byId.get(id)!
  const key = `${f.functionName || '(anon)'} ${f.url.split('/').slice(-2).join('/')}:${f.lineNumber + 1}`
  self.set(key, (self.get(key) ?? 0) + dt[i]!)
})
const total = [...self.values()].reduce((a, b) => a + b, 0)
for (const [k, v] of [...self].sort((a, b) => b[1] - a[1]).slice(0, 45))
  console.log((v / n).toFixed(2).padStart(7), 'us', ((100 * v) / total).toFixed(1).padStart(5) + '%', k)
await scene.close()
