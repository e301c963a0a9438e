import { expect, type Page, test } from '@playwright/test'
import { hasProgram } from '../../scripts/has-program.ts'
import { heading, signIn, typeCode } from './at-the-page.ts'
import { type DemoServer, startDemo } from './demo-server.ts'
import { forge, type OtherSite, startOtherSite } from './other-site.ts'
import { secretOf } from './read-qr.ts'

test.skip(!hasProgram('oathtool'), 'oathtool is not installed: nobody but us could make a code')

let demo: DemoServer
let other: OtherSite
test.beforeEach(async () => {
  demo = await startDemo()
  other = await startOtherSite()
})
test.afterEach(() => {
  demo.stop()
  other.stop()
})

/** What the app's own page sees and can do. */
async function ask(page: Page, path: string, body?: object): Promise<Record<string, unknown>> {
  return await page.evaluate(
    async ({ to, json }) => {
      const init = json === null ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: json }
      return (await (await fetch(to, init)).json()) as Record<string, unknown>
    },
    { to: `/auth${path}`, json: body ? JSON.stringify(body) : null },
  )
}

async function adaAtHerAccount(page: Page): Promise<void> {
  await page.goto(`${demo.origin}/login?next=/account`)
  await signIn(page, 'ada', demo.seeded.password)
  await heading(page, 'Enter your code')
  await typeCode(page, demo.code(secretOf(demo.seeded.apps.ada)))
  await page.waitForURL(`${demo.origin}/account`)
}

for (const [whose, host] of [
  ['another site', '127.0.0.1'],
  ['another app on the same site, which gets the cookies,', 'localhost'],
] as const) {
  test(`a page of ${whose} changes nothing, signs nobody in or out, and shows no page of ours`, async ({
    page,
    context,
  }) => {
    await adaAtHerAccount(page)
    const look = async () => {
      const { now: _now, ...session } = await ask(page, '/session')
      const { devices } = await ask(page, '/devices')
      return { session, devices }
    }
    const before = await look()
    expect(before).toMatchObject({ session: { state: 'signed_in', verified: true }, devices: [{}, {}] })
    const mails = async () => (await (await fetch(`${demo.origin}/demo/inbox`)).text()).length
    const mailed = await mails()

    const foreign = await context.newPage()
    await foreign.goto(`http://${host}:${other.port}/`)
    const { password } = demo.seeded
    const forged = {
      '/disable': { confirm: true },
      '/logout': {},
      '/backup-tokens': {},
      '/login': { identifier: 'mary@example.com', password },
      '/password/forgot': { identifier: 'mary@example.com' },
    }
    for (const [path, fields] of Object.entries(forged))
      await forge(foreign, { url: `${demo.origin}/auth${path}`, fields })
    expect(await look()).toEqual(before)
    expect(await mails()).toBe(mailed)

    await foreign.evaluate(
      (url) => document.querySelector('iframe')?.setAttribute('src', url),
      `${demo.origin}/account`,
    )
    await expect.poll(() => foreign.frames().map((frame) => frame.url())).toContain('chrome-error://chromewebdata/')
    const read = await foreign.evaluate(
      async (url) =>
        await fetch(url, { credentials: 'include' }).then(
          (answer) => answer.text(),
          () => 'refused',
        ),
      `${demo.origin}/auth/session`,
    )
    expect(read).toBe('refused')

    // The app's own page can do all of it.
    expect(await ask(page, '/disable', { confirm: true })).toMatchObject({ state: 'signed_in', hasDevice: false })
  })
}
