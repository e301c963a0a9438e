import { QueryClient } from '@tanstack/react-query'
import {
  codeInMessage,
  createTestServer,
  type Person,
  type PersonName,
  type TestServer,
  type TestServerOptions,
} from '@keystep/testing'

/** What a story plays on: a server of its own, the person in front of the screen, and where the page was sent. */
export type Stage = {
  readonly server: TestServer
  readonly person: Person
  readonly queryClient: QueryClient
  /** The page's `fetch`. */
  readonly fetch: typeof globalThis.fetch
  /** `down`: no answer comes. `still`: it never comes to an end. */
  network: 'up' | 'down' | 'still'
  /** Everything that was asked of the server by the page, as `POST /login`. */
  readonly requests: readonly string[]
  /** Where the page was told to go, the last one at the end. */
  readonly visits: readonly string[]
  readonly visit: (url: string) => void
  readonly subscribe: (listener: () => void) => () => void
  /** Name and password, before the page shows: a second step is then owed by whoever has a device. */
  readonly startLogin: () => Promise<void>
  /** Signed in, by the second step too where the person has a device. The code on the phone is a new one. */
  readonly signIn: () => Promise<void>
  /** Holds the phone before the page: the app takes what the QR code says. */
  readonly scan: (page: HTMLElement) => void
  /** What the authenticator app shows, once it shows a code that was not used yet. */
  readonly freshCode: () => string
  /** The code in the newest mail. */
  readonly mailedCode: () => string
  /** Wrong codes for the first device, as many as asked. */
  readonly failToVerify: (times: number) => Promise<void>
}

const everybody: readonly PersonName[] = ['ada', 'mary', 'olga']

export async function createStage(name: PersonName, options: TestServerOptions = {}): Promise<Stage> {
  const people = everybody.includes(name) ? everybody : [...everybody, name]
  // Now, since countdowns run on the clock of the browser.
  const server = await createTestServer({ start: Date.now(), people, ...options })
  const person = server.people[name]
  const requests: string[] = []
  const visits: string[] = []
  const listeners = new Set<() => void>()
  const { client, clock, inbox } = server

  async function startLogin(): Promise<void> {
    await client.login.start({ identifier: person.user.identifier, password: person.password })
  }
  function freshCode(): string {
    clock.advance(30)
    return person.app.code()
  }
  function mailedCode(): string {
    return codeInMessage(inbox.messages[0]?.text ?? '')
  }
  async function firstDevice() {
    const state = await client.session.read()
    return state.state === 'second_factor' ? (state.devices[0] ?? null) : null
  }

  const stage: Stage = {
    server,
    person,
    queryClient: new QueryClient(),
    network: 'up',
    requests,
    visits,
    async fetch(input, init) {
      const { pathname } = new URL(input instanceof Request ? input.url : input, server.origin)
      requests.push(`${init?.method ?? 'GET'} ${pathname.replace('/auth', '')}`)
      if (stage.network === 'down') throw new TypeError('Failed to fetch')
      // oxlint-disable-next-line no-promise-executor-return -- it never ends
      if (stage.network === 'still') return await new Promise<never>(() => {})
      return await server.fetch(input, init)
    },
    visit(url) {
      visits.push(url)
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    startLogin,
    async signIn() {
      await startLogin()
      const device = await firstDevice()
      if (device?.interactive) await client.login.challenge({ deviceId: device.id })
      const code = device?.interactive ? mailedCode : freshCode
      if (device) await client.login.verify({ deviceId: device.id, code: code() })
      clock.advance(30)
    },
    scan(page) {
      const link = page.ownerDocument.querySelector('a[href^="otpauth:"]')
      person.app.scan(link?.getAttribute('href') ?? '')
    },
    freshCode,
    mailedCode,
    async failToVerify(times) {
      const deviceId = (await firstDevice())?.id ?? ''
      for (let time = 0; time < times; time += 1) {
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        await client.login.verify({ deviceId, code: '000000' }).catch(() => {})
      }
    },
  }
  return stage
}
