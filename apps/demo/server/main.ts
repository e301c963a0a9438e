import { join } from 'node:path'
import { createDemo } from './create-demo.ts'
import { readKey } from './read-key.ts'
import { serveDemo } from './serve-demo.ts'

const data = join(import.meta.dirname, '../../../.data')
const { PORT = '3000', DATABASE_URL = `file:${join(data, 'keystep.db')}`, KEYSTEP_KEY } = process.env

const port = Number(PORT)
if (!Number.isInteger(port) || port < 1 || port > 65_535)
  throw new Error(`PORT is "${PORT}". Give a port such as 3000.`)

const demo = await createDemo({
  databaseUrl: DATABASE_URL,
  key: KEYSTEP_KEY ?? (await readKey(join(data, 'key'))),
  origins: [`http://localhost:${port}`, `http://127.0.0.1:${port}`, `http://[::1]:${port}`],
})

const seeded = await demo.seed()
console.log('')
if (seeded) {
  console.log('Three people have an account. This is printed once:')
  console.log('')
  console.log('ada@example.com   has an authenticator app; put it on your phone with')
  console.log(seeded.apps.ada)
  console.log('olga@example.com  is staff and has an authenticator app; put it on your phone with')
  console.log(seeded.apps.olga)
  console.log('mary@example.com  has nothing yet')
  console.log(`password: ${seeded.password}`)
} else {
  console.log('ada, olga and mary@example.com have the password that was printed at the first start.')
  console.log('To begin anew, stop the demo and delete its database.')
}
console.log('')

const { address, stop } = await serveDemo(demo, port)
console.log(`The demo is at ${address}`)
console.log(`What it mails, texts and says by phone is at ${address}/demo/inbox`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void stop().then(() => demo.close())
  })
}
