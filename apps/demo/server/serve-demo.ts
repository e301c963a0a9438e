import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Demo } from './create-demo.ts'

export type RunningDemo = {
  readonly address: string
  /** Lets what is under way end, for two seconds at most. */
  readonly stop: () => Promise<void>
}

/** Both names of this machine and no other: the demo shows everybody's mail, so strangers must not reach it. */
const hosts = ['127.0.0.1', '::1']

export async function serveDemo({ app }: Pick<Demo, 'app'>, port: number): Promise<RunningDemo> {
  const listening = await Promise.all(hosts.map((host) => listen(app, port, host)))
  const servers = listening.filter((server) => server !== null)
  return {
    address: `http://localhost:${port}`,
    async stop() {
      await Promise.all(servers.map((server) => close(server)))
    },
  }
}

/** Null for `::1` on a machine without IPv6. */
async function listen(app: Demo['app'], port: number, host: string): Promise<Server | null> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(port, host)
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (host === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) return null
    if (code !== 'EADDRINUSE') throw error
    throw new Error(`Port ${port} is taken. Give another one: PORT=${port + 1} npm start`, { cause: error })
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const impatience = setTimeout(() => server.closeAllConnections(), 2000)
  await closed
  clearTimeout(impatience)
}
