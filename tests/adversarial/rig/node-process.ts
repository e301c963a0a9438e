import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../../e2e/free-port.ts'
import type { Control, Counters, Started } from './controls.ts'
import type { FailPoint, Place } from './fail-points.ts'
import type { RigOptions } from './rig-app.ts'

export type NodeProcess = {
  /** Where it listens; it stays there when it is started again. */
  readonly address: string
  tell(control: Omit<Control, 'turn'>): Promise<Counters>
  arm(point: FailPoint | null): Promise<void>
  /** Holds so many calls there; resolves when all of them are held. The next `arm` lets them go. */
  gather(at: Place, count: number): Promise<{ readonly full: Promise<void> }>
  /** Resolves when it died, by whatever hand. */
  died(): Promise<void>
  kill(): Promise<void>
  /** Asks it to stop; resolves with its exit code, null where it had to be killed. */
  stop(): Promise<number | null>
  /** Again, on the same port, database and clock; with other options from now on, where some are given. */
  restart(changed?: RigOptions): Promise<void>
  /** Everything it ever printed. */
  output(): string
}

/** Starts a process of the rig, and waits until it answers. */
export async function startNode(options: Omit<Started, 'port'>): Promise<NodeProcess> {
  const port = await freePort()
  let { ahead } = options
  let chosen = options.options
  let output = ''
  let turn = 0
  let child: ChildProcess

  async function start(changed: RigOptions = {}): Promise<void> {
    chosen = { ...chosen, ...changed }
    const started: Started = { ...options, options: chosen, port, ahead }
    child = fork(join(import.meta.dirname, 'serve.ts'), [JSON.stringify(started)], {
      execArgv: ['--conditions=@keystep/source', '--disable-warning=ExperimentalWarning'],
      silent: true,
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => void (output += chunk))
    }
    const ready = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => null)])
    if (ready === null) throw new Error(`A process of the rig did not start: ${output}`)
  }

  async function tell(control: Omit<Control, 'turn'>): Promise<Counters> {
    const mine = (turn += 1)
    const { promise, resolve } = Promise.withResolvers<Counters>()
    const listen = (answer: Counters & { readonly turn: number }) => {
      if (answer.turn !== mine) return
      child.off('message', listen)
      resolve(answer)
    }
    child.on('message', listen)
    child.send({ ...control, turn: mine })
    if (control.ahead !== undefined) ahead = control.ahead
    return await promise
  }

  async function died(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }

  await start()
  return {
    address: `http://127.0.0.1:${port}`,
    tell,
    arm: async (point) => void (await tell({ arm: point })),
    async gather(at, count) {
      const { promise: full, resolve } = Promise.withResolvers<void>()
      const listen = (message: { readonly gathered?: true }) => {
        if (!message.gathered) return
        child.off('message', listen)
        resolve()
      }
      child.on('message', listen)
      await tell({ arm: { at, what: 'gather', count } })
      return { full }
    },
    died,
    async kill() {
      child.kill('SIGKILL')
      await died()
    },
    async stop() {
      child.kill('SIGTERM')
      await died()
      return child.exitCode
    },
    restart: start,
    output: () => output,
  }
}
