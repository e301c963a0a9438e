import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type TcpProxy = {
  /** The same address, but by way of the proxy. */
  readonly url: string
  /** Ends every connection there is, in the middle of whatever it is doing. New ones work. */
  cut(): void
  /**
   * Accepts, takes everything, and hands nothing on: a server that is there and never answers. Connections of that time
   * stay so, whatever comes later.
   */
  goSilent(): void
  /** Every answer comes so many milliseconds late. */
  delay(milliseconds: number): void
  /** No connection comes about. */
  refuse(): void
  heal(): void
  close(): Promise<void>
}

/** Stands before a database, and is what the network can do to it. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let mode: 'open' | 'silent' | 'refusing' = 'open'
  let late = 0
  /** Those that nobody hears from any more. */
  const forgotten = new WeakSet<Socket>()

  function pipe(from: Socket, to: Socket, isAnswer: boolean): void {
    const hand = (chunk: Buffer) => void (to.writable && to.write(chunk))
    from.on('data', (chunk: Buffer) => {
      if (forgotten.has(from)) return
      if (isAnswer && late > 0) setTimeout(() => hand(chunk), late)
      else hand(chunk)
    })
    from.on('close', () => to.destroy())
    from.on('error', () => to.destroy())
  }

  const server = createServer((inside) => {
    if (mode === 'refusing') {
      inside.destroy()
      return
    }
    const outside = connect(Number(port), hostname)
    for (const socket of [inside, outside]) {
      sockets.add(socket.setNoDelay())
      if (mode === 'silent') forgotten.add(socket)
      socket.on('close', () => sockets.delete(socket))
    }
    pipe(inside, outside, false)
    pipe(outside, inside, true)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(target)
  url.port = String((server.address() as { port: number }).port)

  function cut(): void {
    for (const socket of sockets) socket.destroy()
  }

  return {
    url: url.href,
    cut,
    goSilent() {
      mode = 'silent'
      for (const socket of sockets) forgotten.add(socket)
    },
    delay: (milliseconds) => void (late = milliseconds),
    refuse() {
      mode = 'refusing'
      cut()
    },
    heal() {
      mode = 'open'
      late = 0
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
