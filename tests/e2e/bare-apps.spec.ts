import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { hasProgram } from '../../scripts/has-program.ts'
import { lockedVersion, makeBareApp, packPackages, type ReactVersions, runBareApp, type Running } from './bare-app.ts'
import { oathCode } from './oath-code.ts'
import { secretOf } from './read-qr.ts'
import { readmeFiles } from './readme.ts'

test.skip(!hasProgram('oathtool'), 'oathtool is not installed: nobody but us could make a code')
// Each app is installed from the registry.
test.describe.configure({ timeout: 180_000 })

const react18 = { react: '18.3.1', types: '18.3.31', domTypes: '18.3.7' }
const react19 = {
  react: lockedVersion('react'),
  types: lockedVersion('@types/react'),
  domTypes: lockedVersion('@types/react-dom'),
}
const dropIn = readmeFiles('Put it into your app')
const ownForm = readmeFiles('You keep your own password form')

let temporary: string
let app: Running | undefined
test.beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'keystep-bare-'))
  await packPackages(join(temporary, 'packed'))
})
test.afterEach(() => app?.stop())
test.afterAll(() => rmSync(temporary, { recursive: true, force: true }))

async function start(name: string, files: ReadonlyMap<string, string>, react: ReactVersions): Promise<string> {
  const folder = join(temporary, name)
  await makeBareApp({ folder, files, react }, join(temporary, 'packed'))
  app = await runBareApp(folder)
  return app.origin
}

/** Errors and warnings of the page and of React. */
function listen(page: Page): readonly string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(message.text())
  })
  return heard
}

/** From the wizard's first step to its last; gives the key of the new device. */
async function setUp(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Set up' }).click()
  const link = page.locator('a[href^="otpauth:"]')
  const secret = secretOf((await link.getAttribute('href')) ?? '')
  await page.getByLabel(/^Code/).fill(oathCode(secret, Date.now()))
  await expect(page.getByRole('list', { name: 'Backup tokens' }).getByRole('listitem')).toHaveCount(10)
  await page.getByLabel('I saved these tokens').check()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { name: 'Two-step verification is on' })).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  return secret
}

test('the packed LoginWizard and RequireVerified work by the README alone, on React 18', async ({ page }) => {
  const origin = await start('drop-in', dropIn, react18)
  const heard = listen(page)
  const me = () => page.request.get(`${origin}/api/me`)
  expect((await me()).status()).toBe(401)

  await page.goto(`${origin}/`)
  await expect(page).toHaveURL(`${origin}/login?next=%2F`)
  await page.getByLabel('E-mail or user name').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill('the analytical engine')
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page.getByRole('heading', { name: 'Turn on two-step verification' })).toBeVisible()
  await expect(page).toHaveURL(`${origin}/`)
  expect((await me()).status()).toBe(403)
  await setUp(page)
  await expect(page.getByRole('heading', { name: 'Only after the second step' })).toBeVisible()
  expect(await (await me()).json()).toMatchObject({ user: { identifier: 'ada@example.com' }, verified: true })
  expect(heard).toEqual([])
})

test('the packed SecondStep works behind the password form of an app by the README alone', async ({ page }) => {
  const viteConfig = dropIn.get('vite.config.ts') ?? ''
  const origin = await start('own-form', new Map([...ownForm, ['vite.config.ts', viteConfig]]), react19)
  const heard = listen(page)
  const secretPage = () => page.request.get(`${origin}/api/secret`)
  const comeIn = async () => {
    await page.goto(`${origin}/`)
    await page.getByLabel('Name').fill('ada')
    await page.getByLabel('Password').fill('the analytical engine')
    await page.getByRole('button', { name: 'Come in' }).click()
  }
  expect((await secretPage()).status()).toBe(401)

  await comeIn()
  await expect(page.getByRole('heading', { name: 'Turn on two-step verification' })).toBeVisible()
  expect((await secretPage()).status()).toBe(403)
  const secret = await setUp(page)
  await expect(page.getByRole('heading', { name: 'You are in' })).toBeVisible()

  await page.context().clearCookies()
  await comeIn()
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
  expect((await secretPage()).status()).toBe(401)
  // The code of now was used for the set-up; the server takes the next one too.
  await page.getByLabel(/^Code/).fill(oathCode(secret, Date.now() + 30_000))
  await expect(page.getByRole('heading', { name: 'You are in' })).toBeVisible()
  expect(await (await secretPage()).json()).toEqual({ secret: 'Only after the second step' })
  expect(heard).toEqual([])
})
