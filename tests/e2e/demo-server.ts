import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { oathCode } from './oath-code.ts'

type Seeded = { readonly password: string; readonly apps: { readonly ada: string; readonly olga: string } }

export type DemoServer = {
  readonly origin: string
  readonly seeded: Seeded
  /** Moves the server's clock. */
  advance(seconds: number): Promise<void>
  /** kill -9, and again on the same file. */
  killAndRestart(): Promise<void>
  /** What a program that is not ours says the code of that key is, at the server's time. */
  code(secret: string): string
  stop(): void
}

/** The built demo on a fresh database, as a process of its own. */
export async function startDemo(): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'keystep-e2e-'))
  const port = await freePort()
  let ahead = 0
  let child: ChildProcess

  async function start(): Promise<Seeded | null> {
    const script = join(import.meta.dirname, 'demo-process.ts')
    const parameters = [`file:${join(folder, 'demo.db')}`, String(port), String(ahead)]
    child = fork(script, parameters, { execArgv: ['--conditions=@keystep/source'] })
    const [ready] = (await once(child, 'message')) as [{ seeded: Seeded | null }]
    return ready.seeded
  }
  const seeded = await start()
  if (!seeded) throw new Error('The demo found people in a new database.')
  return {
    origin: `http://localhost:${port}`,
    seeded,
    async advance(seconds) {
      const answered = once(child, 'message')
      child.send(seconds)
      const [message] = (await answered) as [{ ahead: number }]
      ahead = message.ahead
    },
    async killAndRestart() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      await start()
    },
    code: (secret) => oathCode(secret, Date.now() + ahead),
    stop() {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
