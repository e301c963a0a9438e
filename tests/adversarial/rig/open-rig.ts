import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Keystep, migrate, sqlStore, type Store } from '@keystep/server'
import { openDemoDatabase, type OpenedDatabase } from '../../../apps/demo/server/open-demo-database.ts'
import { type Browser, createBrowser } from '../../server/browser.ts'
import { type Canaries, createCanaries } from './canaries.ts'
import type { Counters } from './controls.ts'
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts'
import type { FailPoint, Place } from './fail-points.ts'
import { brokenInvariants } from './invariants.ts'
import { type NodeProcess, startNode } from './node-process.ts'
import { overHttp } from './over-http.ts'
import { createRigApp, type RigApp, type RigOptions, rigOrigin } from './rig-app.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

export type OpenRig = RigOptions & {
  /** The address of an empty PostgreSQL database; else a SQLite file is made, in WAL. */
  readonly postgresUrl?: string
  /** How many processes. @default 2 on PostgreSQL, 1 on SQLite */
  readonly processes?: number
  /** Milliseconds that the machine of each process is wrong by. */
  readonly machinesAhead?: readonly number[]
}

export type Rig = {
  readonly nodes: readonly NodeProcess[]
  /** Between the processes and PostgreSQL. */
  readonly proxy: TcpProxy | null
  readonly gateway: FakeGateway
  /** The same tables, past the proxy. */
  readonly database: OpenedDatabase['database']
  /** The same store, at the present. */
  readonly store: Store
  /** The same server in this process, for what the host calls. */
  readonly keystep: Keystep
  /** As it was a minute ago: codes that are used up there are not those of now. */
  readonly past: Pick<RigApp, 'passwords'> & { browser(): Browser }
  readonly canaries: Canaries
  readonly now: () => number
  /** Moves the clock of every process. */
  pass(seconds: number): Promise<void>
  /** Each of its requests goes to the next process, or all of them to that one. */
  browser(node?: number): Browser
  /** Of every process, one after the other. */
  counters(): Promise<readonly Counters[]>
  arm(point: FailPoint | null): Promise<void>
  /** Starts so many calls, which come to that place on every process before any of them goes on. */
  barrier<T>(at: Place, calls: readonly (() => Promise<T>)[]): Promise<readonly T[]>
  /** What no attack may bring about, looked for in every table, in all that was printed and in every body; none. */
  problems(): Promise<readonly string[]>
  close(): Promise<void>
}

/** Real processes of Keystep on one database, with a network, a gateway and clocks that do what a test says. */
export async function openRig({ postgresUrl, processes, machinesAhead = [], ...options }: OpenRig = {}): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'keystep-rig-'))
  const databaseUrl = postgresUrl ?? `file:${join(folder, 'rig.db')}`
  const gateway = await startFakeGateway()
  const proxy = postgresUrl === undefined ? null : await startTcpProxy(postgresUrl)
  const { database, clock } = await openDemoDatabase(databaseUrl)
  await migrate(database)
  let ahead = 0
  const now = () => clock() + ahead
  const storeAt = (time: () => number) => sqlStore(database, { clock: time })
  // What leaves by the processes' hands does not leave by this one's.
  const inProcess = { ...options, notices: false }
  const appAt = (time: () => number) =>
    createRigApp({ store: storeAt(time), gatewayUrl: gateway.url, clock: time, options: inProcess })
  const count = processes ?? (proxy === null ? 1 : 2)
  const nodes = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      startNode({
        databaseUrl: proxy?.url ?? databaseUrl,
        gatewayUrl: gateway.url,
        options,
        ahead,
        machineAhead: machinesAhead[at] ?? 0,
      }),
    ),
  )
  const canaries = createCanaries()
  const everyone = nodes.map(({ address }) => address)
  const apps = [everyone, ...everyone.map((address) => [address])].map((addresses) =>
    overHttp(addresses, (body) => canaries.hear(body)),
  )
  const past = appAt(() => now() - 60_000)
  const present = appAt(now)
  const arm = async (point: FailPoint | null) => void (await Promise.all(nodes.map((node) => node.arm(point))))
  const counters = () => Promise.all(nodes.map((node) => node.tell({})))

  return {
    nodes,
    proxy,
    gateway,
    database,
    store: storeAt(now),
    keystep: present.keystep,
    past: { passwords: past.passwords, browser: () => createBrowser(past.app, rigOrigin) },
    canaries,
    now,
    async pass(seconds) {
      ahead += seconds * 1000
      await Promise.all(nodes.map((node) => node.tell({ ahead })))
    },
    browser(node) {
      const app = apps[node === undefined ? 0 : node + 1]
      if (app === undefined) throw new Error(`The rig has no process ${node}.`)
      return createBrowser(app, rigOrigin)
    },
    counters,
    arm,
    async barrier(at, calls) {
      const gathering = await Promise.all(nodes.map((node) => node.gather(at, calls.length / nodes.length)))
      const answers = calls.map((call) => call())
      await Promise.all(gathering.map(({ full }) => full))
      await arm(null)
      return await Promise.all(answers)
    },
    async problems() {
      const printed = nodes.map((node) => node.output()).join('\n')
      const { freeTries = 4, firstWaitSeconds = 30 } = options.throttle ?? {}
      const freely = firstWaitSeconds === 0 ? Infinity : freeTries
      return [
        ...(await brokenInvariants(database, { now: now(), freeTries: freely })),
        ...(await canaries.found(database, printed)),
      ]
    },
    async close() {
      await Promise.all(nodes.map((node) => node.kill()))
      await proxy?.close()
      await gateway.close()
      await database.destroy()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
