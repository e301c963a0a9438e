import { expect, type Page, test } from '@playwright/test'
import { heading, press, signIn as enter, signOut, typeCode } from './at-the-page.ts'
import { type DemoServer, startDemo } from './demo-server.ts'

let demo: DemoServer
test.beforeEach(async () => {
  demo = await startDemo()
})
test.afterEach(() => demo.stop())

type Sent = { readonly to: string; readonly subject: string; readonly text: string }

const signIn = (page: Page, name: string) => enter(page, name, demo.seeded.password)

/** What the gateways took, the newest first, once there are so many. */
async function sent(count: number): Promise<Sent> {
  async function all(): Promise<readonly Sent[]> {
    const answer = await fetch(`${demo.origin}/demo/inbox`, { headers: { accept: 'application/json' } })
    return ((await answer.json()) as readonly Sent[]).filter(({ subject }) => !subject.startsWith('A change to'))
  }
  await expect.poll(async () => (await all()).length).toBe(count)
  return (await all())[0] ?? { to: '', subject: '', text: '' }
}

/** From the line that a phone offers it by, for this site alone. */
function textedCode({ subject, text }: Sent): string {
  expect(subject).toBe('Text message')
  return /\n@localhost #(\d{6})$/.exec(text)?.[1] ?? ''
}

/** Said digit by digit, after a key was pressed, and twice. */
function spokenCode({ subject, text }: Sent): string {
  expect(subject).toBe('Phone call')
  expect(text).toContain('Press any key')
  const [first = '', second = ''] = text.match(/^\d( \d){5}$/gm) ?? []
  expect(second).toBe(first)
  return first.replaceAll(' ', '')
}

async function toSecondStep(page: Page) {
  await page.goto(`${demo.origin}/login?next=/notes`)
  await signIn(page, 'mary')
  await heading(page, 'Enter your code')
}

test('mary enrols her number by text, signs in by text, is called instead, and removes it', async ({ page }) => {
  await page.goto(`${demo.origin}/login?next=/setup%3Fnext%3D/notes`)
  await signIn(page, 'mary')
  await press(page, 'Set up')
  await press(page, /^Text message/)
  await heading(page, 'Which number?')
  await page.getByLabel('Country').selectOption('NL')
  await page.getByLabel('Phone number').fill('06 123')
  await press(page, 'Next')
  await expect(page.getByText(/Type the number with its country code/)).toBeVisible()
  await page.getByLabel('Phone number').fill('06 1234 5678')
  await press(page, 'Next')
  await heading(page, 'Look at your phone')
  const first = await sent(1)
  expect(first.to).toBe('+31612345678')
  await typeCode(page, textedCode(first))
  await heading(page, 'Save your backup tokens')
  await page.getByLabel('I saved these tokens').check()
  await press(page, 'Go on')
  await heading(page, 'Two-step verification is on')

  // The same number, by the other way.
  await demo.advance(31)
  await press(page, 'Also call this number')
  await heading(page, 'Pick up your phone')
  await typeCode(page, spokenCode(await sent(2)))
  await heading(page, 'It works')
  await press(page, 'Go on')
  await heading(page, 'Your notes')

  // A text when the second step shows, another when it is asked for, and the first is dead.
  await signOut(page)
  await demo.advance(61)
  await toSecondStep(page)
  const old = textedCode(await sent(3))
  await demo.advance(31)
  await page.reload()
  await press(page, 'Send a new code')
  const second = textedCode(await sent(4))
  await typeCode(page, old)
  await expect(page.getByRole('alert')).toContainText("That code didn't work")
  await typeCode(page, second)
  await heading(page, 'Your notes')

  // A call in place of the text.
  await signOut(page)
  await demo.advance(121)
  await toSecondStep(page)
  await sent(5)
  await demo.advance(31)
  await page.reload()
  await press(page, /^Phone call to/)
  const spoken = spokenCode(await sent(6))
  await typeCode(page, spoken)
  await heading(page, 'Your notes')

  await page.goto(`${demo.origin}/account`)
  const texts = page.getByRole('listitem').filter({ hasText: 'Phone call' })
  await texts.getByRole('button', { name: /^Remove/ }).click()
  await expect(page.getByText(/You will not get codes/)).toBeVisible()
  await page
    .getByRole('group')
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(texts).toHaveCount(0)
})

test('a number of a country that is not listed is refused, and a sixth code too soon is said to be', async ({
  page,
}) => {
  await page.goto(`${demo.origin}/login?next=/setup`)
  await signIn(page, 'mary')
  await press(page, 'Set up')
  await press(page, /^Phone call/)
  await page.getByLabel('Phone number').fill('+41 44 668 18 00')
  await press(page, 'Next')
  await expect(page.getByText('Numbers of that country cannot be used here')).toBeVisible()
  await page.getByLabel('Phone number').fill('+32 470 12 34 56')
  await press(page, 'Next')
  await heading(page, 'Pick up your phone')
  expect((await sent(1)).to).toBe('+32470123456')
  for (const [index, wait] of [31, 61, 121, 121].entries()) {
    // oxlint-disable no-await-in-loop -- one after another is what is tested
    await demo.advance(wait)
    await page.reload()
    await press(page, 'Call again')
    await sent(index + 2)
    // oxlint-enable no-await-in-loop
  }
  await demo.advance(121)
  await page.reload()
  await press(page, 'Call again')
  await expect(page.getByText(/You can ask for another call in/)).toBeVisible()
  await sent(5)
})
