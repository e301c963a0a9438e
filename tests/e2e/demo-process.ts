// The demo in a process of its own, so that it can be killed; its clock moves when the parent says so.
import { createDemo } from '../../apps/demo/server/create-demo.ts'
import { serveDemo } from '../../apps/demo/server/serve-demo.ts'

const [databaseUrl = '', port = ''] = process.argv.slice(2)
let ahead = Number(process.argv[4] ?? 0)
const origin = `http://localhost:${port}`
const demo = await createDemo({
  databaseUrl,
  key: 'a key for the end-to-end tests alone',
  origins: [origin],
  clock: () => Date.now() + ahead,
})
const seeded = await demo.seed()
await serveDemo(demo, Number(port))

process.on('message', (seconds: number) => {
  ahead += seconds * 1000
  process.send?.({ ahead })
})
process.send?.({ origin, seeded })
