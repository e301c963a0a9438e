import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'

export type HttpRequest = {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type StandInHttp = {
  /** Without a path. */
  readonly url: string
  /** Each request that came, whole. */
  readonly requests: readonly HttpRequest[]
  answer: (response: ServerResponse) => void
  close(): Promise<void>
}

/** A real server on this machine that answers as it is told. */
export async function standInHttp(answer: (response: ServerResponse) => void): Promise<StandInHttp> {
  const requests: HttpRequest[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => void (body += chunk))
    request.on('end', () => {
      requests.push({ path: request.url ?? '', headers: request.headers, body })
      standIn.answer(response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const standIn: StandInHttp = {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    requests,
    answer,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return standIn
}
