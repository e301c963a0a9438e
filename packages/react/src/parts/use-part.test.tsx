import { createTestServer } from '@keystep/testing'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { LoginWizard } from '../login/login-wizard.tsx'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { SetupWizard } from '../setup/setup-wizard.tsx'
import { Button } from './button.tsx'
import { TextField } from './text-field.tsx'
import type { ClassNames, Part } from './use-part.ts'

// The public list: a part that is renamed or dropped breaks the style sheets of apps.
const listed: Readonly<Record<Part, true>> = {
  about: true,
  actions: true,
  adding: true,
  announcement: true,
  'backup-token-list': true,
  button: true,
  card: true,
  caret: true,
  check: true,
  choice: true,
  choices: true,
  'code-input': true,
  confirmation: true,
  content: true,
  countdown: true,
  country: true,
  'country-code': true,
  'country-name': true,
  'country-short': true,
  dash: true,
  device: true,
  devices: true,
  error: true,
  facts: true,
  field: true,
  group: true,
  guarded: true,
  hint: true,
  icon: true,
  input: true,
  key: true,
  label: true,
  lede: true,
  'link-button': true,
  missing: true,
  notice: true,
  outcome: true,
  paper: true,
  person: true,
  'person-image': true,
  'phone-field': true,
  profile: true,
  'qr-code': true,
  'secret-key': true,
  select: true,
  skeleton: true,
  slot: true,
  slots: true,
  stack: true,
  step: true,
  'step-bar': true,
  'step-count': true,
  'step-heading': true,
  'step-up-dialog': true,
  text: true,
  'text-field': true,
  toggle: true,
  token: true,
  tokens: true,
  ways: true,
  word: true,
}
const parts = Object.keys(listed) as Part[]

const markup = Object.values(
  import.meta.glob<string>(['../**/*.tsx', '!../**/*.{test,stories}.tsx'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).join('\n')
const styles = Object.values(
  import.meta.glob<string>('../**/*.css', { query: '?raw', import: 'default', eager: true }),
).join('\n')

test('every part that is drawn is in the list, and the list has no other', () => {
  const calls = [...markup.matchAll(/\bpart\(([^)]+)\)/g)].map(([, names = '']) => names)
  const drawn = calls.flatMap((names) => [...names.matchAll(/'([a-z][\w-]*)'/g)].map(([, name]) => name))
  expect(new Set(drawn)).toEqual(new Set(parts))
})

test('no part is drawn past the list', () => {
  expect(markup.match(/data-part=/g)).toBeNull()
})

test('the style sheets know no part beyond the list', () => {
  const styled = [...styles.matchAll(/\[data-part='([\w-]+)'\]/g)].map(([, name = '']) => name)
  expect(styled.filter((name) => !Object.hasOwn(listed, name))).toEqual([])
})

const classNames: ClassNames = Object.fromEntries(parts.map((part) => [part, `of-${part}`]))

test.for([{ Wizard: LoginWizard }, { Wizard: SetupWizard }])(
  'puts the classes on each part: %o',
  async ({ Wizard }) => {
    const server = await createTestServer({ people: ['ada', 'mary'], start: Date.now() })
    const { user, password } = server.people[Wizard === LoginWizard ? 'ada' : 'mary']
    await server.client.login.start({ identifier: user.identifier, password })
    const screen = await render(
      <KeystepProvider baseUrl="/auth" fetch={server.fetch} classNames={classNames}>
        <Wizard className="mine" />
      </KeystepProvider>,
    )
    await expect.element(screen.getByRole('button', { name: /Verify|Set up/ })).toBeVisible()
    const drawn = [...screen.container.querySelectorAll('[data-part]')]
    expect(drawn.length).toBeGreaterThan(5)
    for (const element of drawn) expect([...element.classList]).toContain(`of-${element.getAttribute('data-part')}`)
    expect(screen.container.querySelector('[data-part="card"]')?.className).toBe('mine of-card')
  },
)

test('a part outside of a provider has its own class only', async () => {
  const screen = await render(
    <>
      <Button className="mine">Send code</Button>
      <Button>Verify</Button>
      <TextField label="Name" className="mine" />
    </>,
  )
  expect(screen.getByRole('button', { name: 'Send code' }).element().className).toBe('mine')
  expect(screen.getByRole('button', { name: 'Verify' }).element().hasAttribute('class')).toBe(false)
  expect(screen.container.querySelector('[data-part="field"]')?.className).toBe('mine')
})
