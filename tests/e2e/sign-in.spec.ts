import { expect, type Page, test } from '@playwright/test'
import { hasProgram } from '../../scripts/has-program.ts'
import { heading, signIn as enter, typeCode } from './at-the-page.ts'
import { type DemoServer, startDemo } from './demo-server.ts'
import { readQr, secretOf } from './read-qr.ts'

test.skip(!hasProgram('oathtool'), 'oathtool is not installed: nobody but us could make a code')
test.skip(!hasProgram('zbarimg'), 'zbarimg is not installed: nobody but us could read the QR code')

let demo: DemoServer
test.beforeEach(async () => {
  demo = await startDemo()
})
test.afterEach(() => demo.stop())

const signIn = (page: Page, name: string, password = demo.seeded.password) => enter(page, name, password)

/** Mary at the QR code of the wizard that the guarded page led her to. */
async function maryAtTheQr(page: Page) {
  await page.goto(`${demo.origin}/login?next=/notes`)
  await signIn(page, 'mary')
  await page.getByRole('button', { name: 'Turn on two-step verification' }).click()
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByRole('button', { name: /^Authenticator app/ }).click()
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
}

test('mary turns it on where the guarded page asks for it, and signs in with it', async ({ page }, info) => {
  await page.goto(`${demo.origin}/notes`)
  await signIn(page, 'mary')
  await heading(page, 'This page needs two-step verification')
  await page.getByRole('button', { name: 'Turn on two-step verification' }).click()
  await heading(page, 'Turn on two-step verification')
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByRole('button', { name: /^Authenticator app/ }).click()
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()

  const secret = secretOf(await readQr(page, info))
  const setUpCode = demo.code(secret)
  await typeCode(page, setUpCode)
  await heading(page, 'Save your backup tokens')
  const tokens = await page.getByRole('list', { name: 'Backup tokens' }).getByRole('listitem').allInnerTexts()
  expect(new Set(tokens.map((token) => token.replaceAll(/\s/g, '')))).toHaveProperty('size', 10)
  await page.getByLabel('I saved these tokens').check()
  await page.getByRole('button', { name: 'Go on' }).click()
  await heading(page, 'Two-step verification is on')
  await page.getByRole('button', { name: 'Go on' }).click()
  // Where she was heading.
  await expect(page).toHaveURL(`${demo.origin}/notes`)
  await heading(page, 'Your notes')

  // The set-up code again, at a sign-in: it was used.
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto(`${demo.origin}/login?next=/notes`)
  await signIn(page, 'mary')
  await heading(page, 'Enter your code')
  await expect(page.getByText('Signing in as Mary Somerville')).toBeVisible()
  await typeCode(page, setUpCode)
  await expect(page.getByRole('alert')).toContainText("That code didn't work. Wait for a new one in your app")
  await demo.advance(30)
  const code = demo.code(secret)
  await typeCode(page, code)
  await heading(page, 'Your notes')

  // The code of that sign-in again.
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto(`${demo.origin}/login`)
  await signIn(page, 'mary')
  await typeCode(page, code)
  await expect(page.getByRole('alert')).toContainText("That code didn't work")

  // A backup token works once …
  const [token = ''] = tokens
  await page.getByRole('button', { name: 'Use backup tokens' }).click()
  await page.getByLabel('Backup token').fill(token.toLowerCase())
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByText('verified with a backup token')).toBeVisible()
  // … and not twice.
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto(`${demo.origin}/login`)
  await signIn(page, 'mary')
  await page.getByRole('button', { name: 'Use backup tokens' }).click()
  await page.getByLabel('Backup token').fill(token)
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByRole('alert')).toContainText("That backup token didn't work")
})

test('wrong codes say what to do, how many tries are left, and how long to wait', async ({ page }) => {
  await page.goto(`${demo.origin}/login`)
  await signIn(page, 'ada')
  const secret = secretOf(demo.seeded.apps.ada)
  const wrong = ['000000', '000001'].find((code) => code !== demo.code(secret)) ?? ''
  for (const left of ['3 tries left', '2 tries left', 'One try left']) {
    await typeCode(page, wrong)
    await expect(page.getByRole('alert')).toContainText(left)
    await expect(page.getByLabel(/^Code/)).toBeFocused()
  }
  await typeCode(page, wrong)
  await expect(page.getByRole('alert')).not.toContainText('left')
  await typeCode(page, wrong)
  await expect(page.getByRole('status').filter({ hasText: /You can try again in (30|2\d) seconds/ })).toBeVisible()
  // A reload forgets no wait.
  await page.reload()
  await expect(page.getByText(/You can try again in \d+ seconds/)).toBeVisible()
  await demo.advance(31)
  await page.reload()
  await typeCode(page, demo.code(secret))
  await heading(page, 'Hello, Ada Byron')
})

test('a reload at the code goes on there', async ({ page }) => {
  await page.goto(`${demo.origin}/login?next=/notes`)
  await signIn(page, 'ada')
  await heading(page, 'Enter your code')
  await page.reload()
  await heading(page, 'Enter your code')
  await typeCode(page, demo.code(secretOf(demo.seeded.apps.ada)))
  await heading(page, 'Your notes')
})

test('a reload at the QR shows no secret twice, and the code of the first one still proves it', async ({
  page,
}, info) => {
  await maryAtTheQr(page)
  const secret = secretOf(await readQr(page, info))
  await page.reload()
  await heading(page, 'Finish connecting your app')
  await expect(page.getByRole('img', { name: /QR code/ })).toHaveCount(0)
  expect(await page.content()).not.toContain(secret)
  await typeCode(page, demo.code(secret))
  await heading(page, 'Save your backup tokens')
})

test('after a reload at the QR a new one replaces it', async ({ page }, info) => {
  await maryAtTheQr(page)
  const first = secretOf(await readQr(page, info))
  await page.reload()
  await page.getByRole('button', { name: 'Make a new QR code' }).click()
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
  const second = secretOf(await readQr(page, info))
  expect(second).not.toBe(first)
  await typeCode(page, demo.code(first))
  await expect(page.getByRole('alert')).toContainText("That code didn't work")
  await typeCode(page, demo.code(second))
  await heading(page, 'Save your backup tokens')
})

test('a reload at the backup tokens offers a new set', async ({ page }, info) => {
  await maryAtTheQr(page)
  await typeCode(page, demo.code(secretOf(await readQr(page, info))))
  await heading(page, 'Save your backup tokens')
  const list = page.getByRole('list', { name: 'Backup tokens' }).getByRole('listitem')
  const old = await list.allInnerTexts()
  await page.reload()
  await heading(page, 'Two-step verification is on')
  expect(await page.content()).not.toContain(old[0])
  await page.getByRole('button', { name: 'Make new tokens' }).click()
  await expect(list).toHaveCount(10)
  await page.getByLabel('Type one of the new tokens').fill((await list.allInnerTexts())[3] ?? '')
  await page.getByRole('button', { name: 'Use the new tokens' }).click()
  await expect(page.getByText('10 tokens are left.')).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page).toHaveURL(`${demo.origin}/notes`)
})

test('set-up asks for the password again when it is no longer fresh', async ({ page }) => {
  await page.goto(`${demo.origin}/login?next=/setup`)
  await signIn(page, 'mary')
  await heading(page, 'Turn on two-step verification')
  await demo.advance(301)
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByRole('button', { name: /^Authenticator app/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(demo.seeded.password)
  await dialog.getByRole('button', { name: 'Confirm password' }).click()
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
})

test('devices and sessions stand when the server is killed and started again', async ({ page }) => {
  const secret = secretOf(demo.seeded.apps.ada)
  await page.goto(`${demo.origin}/login?next=/notes`)
  await signIn(page, 'ada')
  await typeCode(page, demo.code(secret))
  await heading(page, 'Your notes')
  await demo.killAndRestart()
  await page.reload()
  await expect(page.getByText('The spare crank')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await demo.advance(30)
  await page.goto(`${demo.origin}/login?next=/notes`)
  await signIn(page, 'ada')
  await typeCode(page, demo.code(secret))
  await expect(page.getByText('The spare crank')).toBeVisible()
})

test('somebody signs up, forgets the password and chooses a new one', async ({ page }) => {
  await page.goto(`${demo.origin}/sign-up`)
  await page.getByLabel('Name').fill('Grace Hopper')
  await page.getByLabel('E-mail').fill('grace@example.com')
  await page.getByLabel('Password', { exact: true }).fill('password')
  await page.getByRole('button', { name: 'Make account' }).click()
  await expect(page.getByRole('alert')).toContainText('Many people use this password')
  await page.getByLabel('Password', { exact: true }).fill('nanoseconds of wire')
  await page.getByRole('button', { name: 'Make account' }).click()
  await heading(page, 'Hello, Grace Hopper')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto(`${demo.origin}/forgot`)
  await page.getByLabel('E-mail').fill('grace@example.com')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByRole('status')).toContainText('a link is on its way')
  const inbox = async () => {
    const answer = await page.request.get(`${demo.origin}/demo/inbox`, { headers: { accept: 'application/json' } })
    const all = (await answer.json()) as ReadonlyArray<{ to: string; subject: string; text: string; sentAt: string }>
    return all.filter(({ subject }) => !subject.startsWith('A change to'))
  }
  await expect.poll(async () => (await inbox()).length).toBe(1)
  const [mail] = await inbox()
  expect(mail?.to).toBe('grace@example.com')
  await page.goto(/http\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  await page.getByLabel('New password', { exact: true }).fill('compilers are possible')
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.getByRole('link', { name: 'Sign in with it' }).click()
  await signIn(page, 'grace', 'compilers are possible')
  await heading(page, 'Hello, Grace Hopper')
})
