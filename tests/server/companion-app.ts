import { getCookie, setCookie } from 'hono/cookie'
import { hostSessions, type UserProfile } from '@keystep/server'
import { startServer } from './start-server.ts'

/** An app with sessions of its own: a cookie `sid`, and a map. */
export function companionApp(options: { readonly trustSeconds?: number } = {}) {
  const hosts = new Map<string, { user: UserProfile; signedInAt: number }>()
  const calls: string[] = []
  const server = startServer({
    ...options,
    reauthenticateUrl: '/sign-in',
    sessions: hostSessions({
      identify(request) {
        const sessionId = /sid=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? ''
        const host = hosts.get(sessionId)
        return host ? { ...host, sessionId } : null
      },
      rotate(c) {
        const sessionId = crypto.randomUUID()
        const old = getCookie(c, 'sid') ?? ''
        const host = hosts.get(old)
        if (host) hosts.set(sessionId, host)
        hosts.delete(old)
        setCookie(c, 'sid', sessionId)
        calls.push('rotate')
        return sessionId
      },
      endAll(userId, { except }) {
        for (const [id, { user }] of hosts) if (user.id === userId && id !== except) hosts.delete(id)
        calls.push(except === null ? 'endAll' : 'endAll but one')
      },
    }),
  })
  const { app, keystep } = server
  app.get('/shelf', keystep.requireVerified({ acceptTrustedBrowser: true }), () => new Response('in'))
  app.get('/vault', keystep.requireVerified(), (c) => c.json(c.var.keystep))

  function signIn(id: string) {
    const browser = server.browser()
    const sessionId = crypto.randomUUID()
    hosts.set(sessionId, { user: { id, identifier: `${id}@example.com` }, signedInAt: server.now() })
    browser.cookies.set('sid', sessionId)
    return browser
  }

  async function enrolled(id: string) {
    const browser = signIn(id)
    const device = await server.enrol(browser)
    server.pass(30)
    calls.length = 0
    return { browser, ...device }
  }

  return { server, hosts, calls, signIn, enrolled }
}
