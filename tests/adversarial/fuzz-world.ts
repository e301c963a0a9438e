import { backup, email, inboxGateway, sms, totp } from '@keystep/server'
import type { Browser } from '../server/browser.ts'
import { cheapHash } from '../server/cheap-hash.ts'
import { password, startServer } from '../server/start-server.ts'
import type { HostileCall, Operation } from './fuzz-operations.ts'

export const callerKinds = ['anonymous', 'pending', 'session', 'verified', 'fresh'] as const
export type CallerKind = (typeof callerKinds)[number]

export type FuzzWorld = Awaited<ReturnType<typeof openFuzzWorld>>

/** Mallory in every state, who sends what is hostile, and Ada, whom nothing of it may touch. */
export async function openFuzzWorld() {
  const sent = inboxGateway()
  const methods = [
    totp(),
    sms({ gateway: sent, countries: ['NL'] }),
    email({ gateway: sent }),
    backup({ hash: cheapHash }),
  ]
  const server = startServer({ methods })
  const ada = await server.signUpWithPhone('ada', { email: 'ada@example.com', emailVerified: true })
  const mallory = await server.signUpWithPhone('mallory', { email: 'mallory@example.com', emailVerified: true })
  await server.signUp('mary')
  const { deviceId, phone } = mallory

  async function verified(): Promise<Browser> {
    const { browser } = await server.passwordStep('mallory')
    await browser.auth.login.verify({ deviceId, code: phone.code() })
    return browser
  }
  const stale = await verified()
  server.pass(330)
  const fresh = await verified()
  const { browser: session } = await server.passwordStep('mary')
  const { browser: pending } = await server.passwordStep('mallory')
  const enrolment = await fresh.auth.devices.begin({ method: 'totp', requestKey: 'fuzz' })
  const callers: Record<CallerKind, Browser> = { anonymous: server.browser(), pending, session, verified: stale, fresh }
  const ids: Record<string, string> = {
    '«app»': deviceId,
    '«theirs»': ada.deviceId,
    '«mail»': 'mallory@example.com',
    '«enrolment»': enrolment.device.id,
    '«control»': 'ada',
  }
  const named = (text: string) => text.replaceAll(/«\w+»/g, (name) => ids[name] ?? name)

  return {
    server,
    /** What is sent, by mail or by text. */
    sentCount: () => sent.messages.length + server.inbox.messages.length,
    async send({ method }: Operation, { path, contentType, body }: HostileCall, kind: CallerKind): Promise<Response> {
      const headers: Record<string, string> = contentType === null ? {} : { 'content-type': contentType }
      // As bytes, so that nothing adds a type of its own.
      const bytes = body === null ? null : new TextEncoder().encode(named(body))
      return await callers[kind].copy().send(`/auth${named(path)}`, { method, headers, body: bytes })
    },
    /** What a caller is, and what Ada has: a call that was refused changes neither. */
    async look(kind: CallerKind): Promise<string> {
      const states = [callers[kind], ada.browser].map(async ({ auth }) => await auth.session.read())
      return JSON.stringify(await Promise.all(states))
    },
    /** Failures of every device that is there, the enrolment's among them. */
    async failures(): Promise<readonly number[]> {
      const { store } = server
      const users = ['ada', 'mallory', 'mary']
      const confirmed = await Promise.all(users.map((id) => store.devicesOf(id)))
      const sessions = (await Promise.all(users.map((id) => store.sessionsOf(id)))).flat()
      const enrolments = await Promise.all(sessions.map(({ id }) => store.findEnrolment(id)))
      return [...confirmed.flat(), ...enrolments].flatMap((device) => device?.failures ?? [])
    },
    /** Ada signs in, and then still has as many wrong codes and passwords as anybody. */
    async control() {
      server.pass(30)
      const { browser } = await server.passwordStep('ada')
      const answer = { deviceId: ada.deviceId, code: ada.phone.code() }
      const { state } = await browser.auth.login.verify(answer)
      const { browser: again } = await server.passwordStep('ada')
      const wrong = { ...answer, code: ada.phone.wrongCode() }
      const guess = { identifier: 'ada@example.com', password: `not ${password}` }
      return {
        state,
        codes: await codesOf(() => again.post('/auth/login/verify', wrong)),
        passwords: await codesOf(() => server.browser().post('/auth/login', guess)),
      }
    },
  }
}

/** What six calls in a row are answered. */
async function codesOf(call: () => Promise<Response>): Promise<readonly string[]> {
  const codes: string[] = []
  for (let at = 0; at < 6; at++) codes.push(((await (await call()).json()) as { code: string }).code)
  return codes
}
