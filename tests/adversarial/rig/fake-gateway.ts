import type { ServerResponse } from 'node:http'
import { codeInMessage } from '@keystep/testing'
import { standInHttp } from '../../delivery/stand-in-http.ts'
import { noticesPath } from './rig-app.ts'

export type GatewayMessage =
  | { readonly type: 'text'; readonly to: string; readonly text: string }
  | { readonly type: 'email'; readonly to: string; readonly subject: string; readonly text: string }
  | { readonly type: 'call'; readonly to: string; readonly say: { readonly digits: string } }

export type FakeGateway = {
  readonly url: string
  /** What was handed to it but notices, the newest first; also what it then refused. */
  messages(to?: string): readonly GatewayMessage[]
  /** The notices that were. */
  notices(to: string): readonly GatewayMessage[]
  /** The newest code that went to that number or address. */
  code(to: string): string
  /** Resolves when the next one came. */
  next(): Promise<void>
  works(): void
  /** Answers 500. */
  fails(): void
  /** Never answers. */
  hangs(): void
  close(): Promise<void>
}

const take = (response: ServerResponse) => void response.writeHead(204).end()

/** The sender that the processes of the rig reach over HTTP. */
export async function startFakeGateway(): Promise<FakeGateway> {
  let answer = take
  const waiting: (() => void)[] = []
  const standIn = await standInHttp((response) => {
    answer(response)
    for (const told of waiting.splice(0)) told()
  })

  const read = { messages: [] as GatewayMessage[], notices: [] as GatewayMessage[] }
  let count = 0

  function handed(kind: keyof typeof read, to: string | undefined): readonly GatewayMessage[] {
    for (const { body, path } of standIn.requests.slice(count)) {
      read[path === noticesPath ? 'notices' : 'messages'].unshift(JSON.parse(body) as GatewayMessage)
    }
    count = standIn.requests.length
    return to === undefined ? [...read[kind]] : read[kind].filter((message) => message.to === to)
  }

  const messages = (to?: string) => handed('messages', to)

  return {
    url: standIn.url,
    messages,
    notices: (to) => handed('notices', to),
    code(to) {
      const [newest] = messages(to)
      if (newest === undefined) throw new Error(`Nothing was sent to ${to}.`)
      return newest.type === 'call' ? newest.say.digits : codeInMessage(newest.text)
    },
    next: () => new Promise((told) => void waiting.push(() => told(undefined))),
    works: () => void (answer = take),
    fails: () => void (answer = (response) => void response.writeHead(500).end('the carrier says: no credit left')),
    hangs: () => void (answer = () => {}),
    close: () => standIn.close(),
  }
}
