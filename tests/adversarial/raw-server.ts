import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { KeystepEnv } from '@keystep/server'
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { serveDemo } from '../../apps/demo/server/serve-demo.ts'
import { freePort } from '../e2e/free-port.ts'
import { type StartOptions, startServer } from '../server/start-server.ts'

/** The whole server behind a port of Node, as the demo serves it, and connections to it that say anything. */
export async function openRawServer(options: StartOptions = {}) {
  const port = await freePort()
  const server = startServer({ ...options, origin: `http://localhost:${port}` })
  server.app.get('/vault', server.keystep.requireVerified(), (c) => c.json({}))
  const app = new Hono<KeystepEnv>().route('/', server.app)
  const { stop } = await serveDemo({ app }, port)
  const sockets: Socket[] = []
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await stop()
  })

  async function open(): Promise<Socket> {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    await once(socket, 'connect')
    socket.on('error', () => {})
    return socket
  }

  return {
    ...server,
    port,
    open,
    /** The start of a POST, its headers among it. */
    head: (path: string, ...headers: readonly string[]) =>
      [
        `POST ${path} HTTP/1.1`,
        `Host: localhost:${port}`,
        `Origin: http://localhost:${port}`,
        'Content-Type: application/json',
        ...headers,
        '\r\n',
      ].join('\r\n'),
    /** All that is answered until the connection ends. */
    say: async (...parts: readonly (string | Uint8Array)[]): Promise<string> => {
      const socket = await open()
      const answer = answerOf(socket)
      for (const part of parts) socket.write(part)
      return await answer
    },
    /** A browser over the network. */
    overNetwork: async (path: string, init: RequestInit = {}) => await fetch(`http://127.0.0.1:${port}${path}`, init),
  }
}

/** The status of each answer in what came back, and whether it is one of Keystep's problems. */
export function answersIn(text: string): readonly { readonly status: number; readonly code: string | null }[] {
  return text
    .split(/(?=HTTP\/1\.1 \d)/)
    .filter((answer) => answer.startsWith('HTTP/1.1 '))
    .map((answer) => ({ status: Number(answer.slice(9, 12)), code: /"code":"(\w+)"/.exec(answer)?.[1] ?? null }))
}

export async function answerOf(socket: Socket): Promise<string> {
  let text = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => void (text += chunk))
  await closed(socket)
  return text
}

/** Also after an error: whoever sends what is refused may find the connection gone. */
export async function closed(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => socket.once('close', () => resolve()))
}
