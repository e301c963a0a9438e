import { createTestServer, type GuardCell, guardCells, type GuardVisitor, guardVisitors } from '@keystep/testing'
import { StrictMode } from 'react'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { RequireVerified, withRequireVerified } from './require-verified.tsx'
import type { GuardRules } from './way-on.ts'

type Denial = Exclude<GuardCell['outcome'], 'pass'>
/** For each denial a screen by name, or where it leads. BACK is this page, WISH what the requirement adds. */
type Comes = Readonly<Record<Denial, string>>

const byDefault: Comes = {
  unauthenticated: '/login?next=BACKWISH',
  verification_required: '/verify?next=BACKWISH',
  step_up_required: 'dialog',
  enrolment_required: 'explained',
  staff_required: 'for staff',
}
const redirected = (to: string): Partial<Comes> => ({
  unauthenticated: to,
  verification_required: to,
  step_up_required: to,
})
const inPlace: Partial<Comes> = {
  verification_required: 'second step',
  step_up_required: 'second step',
  enrolment_required: 'wizard',
}
const bothRedirect = { onAnonymous: { redirect: '/in' }, onUnverified: { redirect: '/set-up' } } as const

const rules: Readonly<Record<string, readonly [GuardRules, Comes]>> = {
  'no rule': [{}, byDefault],
  // Too old a verification is asked for again all the same.
  'onAnonymous denies': [
    { onAnonymous: 'deny' },
    { ...byDefault, unauthenticated: 'told to sign in', verification_required: 'told' },
  ],
  'onAnonymous redirects': [
    { onAnonymous: { redirect: '/in?a=1#top' } },
    { ...byDefault, ...redirected('/in?a=1&next=BACKWISH#top') },
  ],
  'onUnverified explains': [{ onUnverified: 'explain' }, byDefault],
  'onUnverified asks': [{ onUnverified: 'ask' }, { ...byDefault, ...inPlace }],
  'onUnverified asks, onAnonymous redirects': [
    { ...bothRedirect, onUnverified: 'ask' },
    { ...byDefault, ...inPlace, unauthenticated: '/in?next=BACKWISH' },
  ],
  'onUnverified denies': [{ onUnverified: 'deny' }, { ...byDefault, enrolment_required: 'refused' }],
  'both redirect': [
    bothRedirect,
    { ...byDefault, ...redirected('/in?next=BACKWISH'), enrolment_required: '/set-up?next=BACK' },
  ],
  'both redirect, nextParam of the app': [
    { ...bothRedirect, nextParam: 'from' },
    { ...byDefault, ...redirected('/in?from=BACKWISH'), enrolment_required: '/set-up?from=BACK' },
  ],
  'both redirect, nextParam null': [
    { ...bothRedirect, nextParam: null },
    { ...byDefault, ...redirected('/inWISH'), enrolment_required: '/set-up' },
  ],
}

const nowhere = { vault: false, dialog: null, visits: [] }
const verifyTitle = 'Please verify that it is you'
const enrolTitle = 'This page needs two-step verification'
const code = 'Code from your app'
const screens: Readonly<Record<string, object>> = {
  dialog: { ...nowhere, heading: verifyTitle, dialog: "Confirm it's you", actions: ['Verify'] },
  'told to sign in': { ...nowhere, heading: 'Sign in', actions: [] },
  told: { ...nowhere, heading: verifyTitle, actions: [] },
  'second step': { ...nowhere, heading: verifyTitle, actions: [code, 'Verify', 'Use backup tokens'] },
  'second step by app': { ...nowhere, heading: verifyTitle, actions: [code, 'Verify'] },
  explained: { ...nowhere, heading: enrolTitle, actions: ['Turn on two-step verification'] },
  refused: { ...nowhere, heading: enrolTitle, actions: [] },
  wizard: { ...nowhere, heading: 'Turn on two-step verification', actions: ['Set up'] },
  'for staff': { ...nowhere, heading: 'This page is for staff', actions: [] },
}

const start = window.location.href
const here = '/vault?tab=a&b=c%20d'
beforeAll(() => window.history.replaceState(null, '', here))
afterAll(() => window.history.replaceState(null, '', start))

const drawn = vi.fn<(rule: string) => void>()
beforeEach(() => void drawn.mockClear())

function Vault({ rule }: { readonly rule: string }) {
  drawn(rule)
  return <p data-vault="">the vault</p>
}

/** The first browser of a server of its own, for each kind of visitor. */
const servers = new Map<GuardVisitor, ReturnType<typeof serverFor>>()

async function serverFor(visitor: GuardVisitor) {
  const server = await createTestServer({ trustSeconds: 86_400, start: Date.now() })
  await guardVisitors[visitor](server)
  return server
}

type Guarded = (rule: string, options: GuardRules) => React.ReactNode

/** The page once under each rule, each with a provider of its own; no answer comes before `answer`. */
async function setup(visitor: GuardVisitor, guarded: Guarded, names = Object.keys(rules)) {
  const waiting = servers.get(visitor) ?? serverFor(visitor)
  servers.set(visitor, waiting)
  const server = await waiting
  const gate = Promise.withResolvers<void>()
  const fetch: typeof globalThis.fetch = async (...call) => {
    await gate.promise
    return await server.fetch(...call)
  }
  const visits = new Map(names.map((name) => [name, [] as string[]]))
  const { container } = await render(
    <StrictMode>
      {names.map((name) => (
        <section key={name} data-rule={name}>
          <KeystepProvider
            baseUrl="/auth"
            fetch={fetch}
            urls={{ verify: '/verify' }}
            navigate={(url) => visits.get(name)?.push(url)}
          >
            {guarded(name, rules[name]?.[0] ?? {})}
          </KeystepProvider>
        </section>
      ))}
    </StrictMode>,
  )

  function seen(name: string) {
    const section = container.querySelector(`[data-rule="${name}"]`)
    const page = [...(section?.querySelectorAll('h2, button, input') ?? [])].filter((one) => !one.closest('dialog'))
    return {
      vault: section?.querySelector('[data-vault]') !== null,
      heading: page.find((one) => one.matches('h2'))?.textContent ?? null,
      dialog: section?.querySelector('dialog[open]')?.getAttribute('aria-label') ?? null,
      actions: page.filter((one) => one.matches('button, input')).map(nameOf),
      visits: visits.get(name),
    }
  }
  return { seen, answer: gate.resolve }
}

function nameOf(element: Element) {
  const { labels } = element as HTMLInputElement
  return labels?.[0]?.textContent ?? element.textContent
}

function expected(cell: GuardCell, name: string): object {
  if (cell.outcome === 'pass') return { vault: true, heading: null, dialog: null, actions: [], visits: [] }
  const comes = rules[name]?.[1][cell.outcome] ?? ''
  const { maxAge, methods } = cell.requirement
  // Of the methods that count here, these people have the app alone.
  if (!comes.startsWith('/')) return screens[comes === 'second step' && methods ? 'second step by app' : comes] ?? {}
  const wish = `${maxAge ? `&maxAge=${maxAge}` : ''}${methods ? `&methods=${methods.join('%2C')}` : ''}`
  const url = comes.replace('BACK', encodeURIComponent(here)).replace('WISH', wish)
  const heading = 'Checking who you are'
  return { ...nowhere, heading, actions: [], visits: [url.includes('?') ? url : url.replace('&', '?')] }
}

const checking = { ...nowhere, heading: 'Checking who you are', actions: [] }

test.for(guardCells)('$visitor where is asked for $asks: $outcome', async (cell) => {
  const { seen, answer } = await setup(cell.visitor, (name, options) => (
    <RequireVerified {...cell.requirement} {...options}>
      <Vault rule={name} />
    </RequireVerified>
  ))
  const names = Object.keys(rules)
  for (const name of names) expect.soft(seen(name), name).toEqual(checking)
  expect(drawn).not.toHaveBeenCalled()

  answer()
  for (const name of names) {
    await expect.poll(() => seen(name), { interval: 5, message: name }).toEqual(expected(cell, name))
  }
  expect(new Set(drawn.mock.calls.flat())).toEqual(new Set(cell.outcome === 'pass' ? names : []))
})

test.for(guardCells.filter(({ asks }) => asks === 'maxAge 600'))(
  '$visitor before a whole page that asks for $asks: $outcome',
  async (cell) => {
    const Page = withRequireVerified(Vault, { ...cell.requirement, ...bothRedirect })
    expect(Page.displayName).toBe('withRequireVerified(Vault)')
    const { seen, answer } = await setup(cell.visitor, (name) => <Page rule={name} />, ['both redirect'])
    expect(seen('both redirect')).toEqual(checking)
    expect(drawn).not.toHaveBeenCalled()
    answer()
    await expect.poll(() => seen('both redirect'), { interval: 5 }).toEqual(expected(cell, 'both redirect'))
    expect(drawn.mock.calls.length > 0).toBe(cell.outcome === 'pass')
  },
)
