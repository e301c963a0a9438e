import { expect, type Page, test } from '@playwright/test'
import { hasProgram } from '../../scripts/has-program.ts'
import { heading, press, signIn as enter, signOut, typeCode } from './at-the-page.ts'
import { type DemoServer, startDemo } from './demo-server.ts'
import { secretOf } from './read-qr.ts'

test.skip(!hasProgram('oathtool'), 'oathtool is not installed: nobody but us could make a code')

let demo: DemoServer
test.beforeEach(async () => {
  demo = await startDemo()
})
test.afterEach(() => demo.stop())

type Mail = { readonly to: string; readonly subject: string; readonly text: string }

const signIn = (page: Page, name: string) => enter(page, name, demo.seeded.password)
const codeOf = (name: 'ada' | 'olga') => demo.code(secretOf(demo.seeded.apps[name]))

/** What tells people that something happened to their account. */
const changed = 'A change to your Keystep Demo account'

async function mails(): Promise<readonly Mail[]> {
  const answer = await fetch(`${demo.origin}/demo/inbox`, { headers: { accept: 'application/json' } })
  return ((await answer.json()) as readonly Mail[]).filter(({ subject }) => subject !== changed)
}

/** As read in the newest mail, once there are so many. */
async function mailedCode(count: number): Promise<string> {
  await expect.poll(async () => (await mails()).length).toBe(count)
  return /^\d{6}$/m.exec((await mails())[0]?.text ?? '')?.[0] ?? ''
}

/** Ada with a code that was not used yet, on her way to a page. */
async function adaAt(page: Page, path: string) {
  await page.goto(`${demo.origin}/login?next=${encodeURIComponent(path)}`)
  await signIn(page, 'ada')
  await heading(page, 'Enter your code')
  await demo.advance(30)
  await typeCode(page, codeOf('ada'))
  await page.waitForURL(`${demo.origin}${path}`)
}

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

test('mary turns it on by mail, signs in by mail, and then by another way', async ({ page }) => {
  await page.goto(`${demo.origin}/login?next=/setup%3Fnext%3D/notes`)
  await signIn(page, 'mary')
  await press(page, 'Set up')
  await press(page, /^E-mail/)
  await heading(page, 'Look into your mailbox')
  await expect(page.getByText('m**y@example.com')).toBeVisible()
  await typeCode(page, await mailedCode(1))
  await heading(page, 'Save your backup tokens')
  const [token = ''] = await page.getByRole('list', { name: 'Backup tokens' }).getByRole('listitem').allInnerTexts()
  await page.getByLabel('I saved these tokens').check()
  await press(page, 'Go on')
  await heading(page, 'Two-step verification is on')
  await expect(page.getByRole('button', { name: 'Add another way' })).toBeVisible()
  await press(page, 'Go on')
  await heading(page, 'Your notes')

  // Nothing was sent for nothing: one mail at set-up, one when the second step shows.
  await signOut(page)
  await page.goto(`${demo.origin}/login?next=/notes`)
  await signIn(page, 'mary')
  await heading(page, 'Enter your code')
  const first = await mailedCode(2)
  await expect(page.getByText(/You can ask for a new code in/)).toBeVisible()
  await page.reload()
  await heading(page, 'Enter your code')
  await demo.advance(61)
  await page.reload()
  await press(page, 'Send a new code')
  const second = await mailedCode(3)
  await typeCode(page, first)
  await expect(page.getByRole('alert')).toContainText("That code didn't work")
  await typeCode(page, second)
  await heading(page, 'Your notes')

  // The other way is beside it.
  await signOut(page)
  await page.goto(`${demo.origin}/login?next=/notes`)
  await signIn(page, 'mary')
  await press(page, 'Use backup tokens')
  await page.getByLabel('Backup token').fill(token)
  await press(page, 'Verify')
  await heading(page, 'Your notes')
})

test('a trusted browser is not asked again, and a new device ends that', async ({ page }) => {
  await page.goto(`${demo.origin}/login?next=/account`)
  await signIn(page, 'ada')
  const offer = page.getByRole('checkbox', { name: /Don't ask for a code on this browser for 30 days/ })
  await expect(offer).not.toBeChecked()
  await offer.check()
  await demo.advance(30)
  await typeCode(page, codeOf('ada'))
  await heading(page, 'Your account')

  await signOut(page)
  await page.goto(`${demo.origin}/login?next=/home`)
  await signIn(page, 'ada')
  await heading(page, 'Hello, Ada Byron')
  // Trusted is not verified: the vault asks, and takes the code.
  await page.goto(`${demo.origin}/notes`)
  await heading(page, 'Enter your code')
  await demo.advance(30)
  await typeCode(page, codeOf('ada'))
  await heading(page, 'Your notes')

  await page.goto(`${demo.origin}/account`)
  await press(page, 'Add another way')
  await press(page, /^E-mail/)
  await typeCode(page, await mailedCode(1))
  await expect(row(page, 'a**@example.com')).toBeVisible()
  await signOut(page)
  await page.goto(`${demo.origin}/login?next=/home`)
  await signIn(page, 'ada')
  await heading(page, 'Enter your code')
})

test('a device that is removed elsewhere no longer verifies this browser', async ({ page, browser }) => {
  await adaAt(page, '/notes')
  await heading(page, 'Your notes')
  const elsewhere = await browser.newPage()
  await adaAt(elsewhere, '/account')
  await elsewhere.getByRole('checkbox', { name: 'Yes, I am sure' }).check()
  await elsewhere.getByRole('button', { name: /^Turn off/ }).click()
  await expect(elsewhere.getByText('It is off: your password alone opens your account.')).toBeVisible()

  await page.reload()
  await heading(page, 'Sign in')
  await elsewhere.close()
})

test('the profile, from one end to the other', async ({ page }) => {
  await adaAt(page, '/account')
  await row(page, 'Authenticator app')
    .getByRole('button', { name: /^Rename/ })
    .click()
  await page.getByLabel('Name', { exact: true }).fill('Pocket phone')
  await press(page, 'Save name')
  await expect(row(page, 'Pocket phone')).toBeVisible()

  await press(page, 'Add another way')
  await press(page, /^E-mail/)
  await typeCode(page, await mailedCode(1))
  await expect(row(page, 'a**@example.com')).toBeVisible()
  await row(page, 'a**@example.com')
    .getByRole('button', { name: /^Make default/ })
    .click()

  // Long enough ago by now: it asks to verify again, in place, and goes on with what was asked.
  await demo.advance(600)
  await row(page, 'Pocket phone')
    .getByRole('button', { name: /^Remove/ })
    .click()
  await page.getByRole('button', { name: 'Remove Pocket phone' }).click()
  const dialog = page.getByRole('dialog', { name: "Confirm it's you" })
  await dialog.getByLabel(/^Code/).fill(await mailedCode(2))
  await expect(row(page, 'Pocket phone')).toHaveCount(0)
  await expect(row(page, 'a**@example.com')).toBeVisible()

  await page.getByRole('button', { name: /^Turn off/ }).click()
  await expect(page.getByText('Tick this if you are sure. Nothing was turned off.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Yes, I am sure' }).check()
  await page.getByRole('button', { name: /^Turn off/ }).click()
  await expect(page.getByText('It is off: your password alone opens your account.')).toBeVisible()
  await signOut(page)
  await page.goto(`${demo.origin}/login?next=/home`)
  await signIn(page, 'ada')
  await heading(page, 'Hello, Ada Byron')
})

test('the admin area opens to a verified member of staff, and to nobody else', async ({ page }) => {
  const status = (path: string) => page.evaluate(async (at) => (await fetch(at)).status, path)
  // Nobody: to the wizard, and not to a form of its own.
  await page.goto(`${demo.origin}/admin`)
  await heading(page, 'Sign in')
  expect(new URL(page.url()).pathname).toBe('/login')
  expect(await status('/api/admin/notes')).toBe(401)
  // Staff, half-way in.
  await signIn(page, 'olga')
  await heading(page, 'Enter your code')
  expect(await status('/api/admin/notes')).toBe(401)
  await demo.advance(30)
  await typeCode(page, codeOf('olga'))
  await heading(page, 'Administration')
  await expect(page.getByRole('row', { name: /ada@example.com 2/ })).toBeVisible()
  expect(await status('/api/admin/notes')).toBe(200)
  // Verified, and no member of staff.
  await signOut(page)
  await adaAt(page, '/admin')
  await heading(page, 'This page is for staff')
  expect(await status('/api/admin/notes')).toBe(403)
})
