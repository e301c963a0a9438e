import { createTestServer, type GuardCell, guardCells, type GuardVisitor, guardVisitors } from '@keystep/testing'
import { describe, expect, test } from 'vitest'
import type { GuardOptions } from '@keystep/server'

type Rule = {
  readonly options: Pick<GuardOptions, 'onAnonymous' | 'onUnverified' | 'nextParam'>
  readonly accept?: string
  /** What comes of a denial that each option rules: a problem, the page that explains, or where it leads. */
  readonly onAnonymous: string
  readonly onUnverified: string
}

const bothRedirect = { onAnonymous: { redirect: '/in' }, onUnverified: { redirect: '/set-up' } } as const
const html = 'text/html,application/xhtml+xml,*/*;q=0.8'

/** BACK stands for the path that was asked for, WISH for what the requirement adds. */
const rules = {
  'no rule': { options: {}, onAnonymous: 'problem', onUnverified: 'problem' },
  'no rule, of a browser': { options: {}, accept: html, onAnonymous: 'problem', onUnverified: 'problem' },
  'both deny': {
    options: { onAnonymous: 'deny', onUnverified: 'deny' },
    accept: html,
    onAnonymous: 'problem',
    onUnverified: 'problem',
  },
  'onAnonymous redirects': {
    options: { onAnonymous: { redirect: '/in?a=1' } },
    onAnonymous: '/in?a=1&next=BACKWISH',
    onUnverified: 'problem',
  },
  'onAnonymous redirects by a function': {
    options: { onAnonymous: { redirect: ({ url, method }) => `/in/${method}/${new URL(url).hostname}` } },
    onAnonymous: '/in/GET/localhost?next=BACKWISH',
    onUnverified: 'problem',
  },
  'onUnverified redirects': {
    options: { onUnverified: { redirect: '/set-up#start' } },
    onAnonymous: 'problem',
    onUnverified: '/set-up?next=BACK#start',
  },
  'onUnverified redirects by a function': {
    options: { onUnverified: { redirect: ({ url, method }) => `/set-up/${method}/${new URL(url).hostname}` } },
    onAnonymous: 'problem',
    onUnverified: '/set-up/GET/localhost?next=BACK',
  },
  'onUnverified explains to a browser': {
    options: { onUnverified: 'explain' },
    accept: html,
    onAnonymous: 'problem',
    onUnverified: 'page',
  },
  'onUnverified explains to a script': {
    options: { onUnverified: 'explain' },
    accept: 'application/json',
    onAnonymous: 'problem',
    onUnverified: 'problem',
  },
  'onUnverified explains to whoever accepts nothing by name': {
    options: { onUnverified: 'explain' },
    onAnonymous: 'problem',
    onUnverified: 'problem',
  },
  'onUnverified explains, onAnonymous redirects': {
    options: { ...bothRedirect, onUnverified: 'explain' },
    accept: html,
    onAnonymous: '/in?next=BACKWISH',
    onUnverified: 'page',
  },
  'both redirect': { options: bothRedirect, onAnonymous: '/in?next=BACKWISH', onUnverified: '/set-up?next=BACK' },
  'both redirect, nextParam next': {
    options: { ...bothRedirect, nextParam: 'next' },
    onAnonymous: '/in?next=BACKWISH',
    onUnverified: '/set-up?next=BACK',
  },
  'both redirect, nextParam of the app': {
    options: { ...bothRedirect, nextParam: 'from' },
    onAnonymous: '/in?from=BACKWISH',
    onUnverified: '/set-up?from=BACK',
  },
  'both redirect, nextParam null': {
    options: { ...bothRedirect, nextParam: null },
    onAnonymous: '/inWISH',
    onUnverified: '/set-up',
  },
} as const satisfies Record<string, Rule>

const statuses = {
  unauthenticated: 401,
  staff_required: 403,
  verification_required: 403,
  step_up_required: 403,
  enrolment_required: 403,
} as const

const ruleList = Object.entries<Rule>(rules)
const pathOf = (cell: GuardCell, rule: number) => `/vault/${guardCells.indexOf(cell)}/${rule}`
const query = '?tab=a&b=c%20d'

/** One server for each kind of visitor, with a route for each requirement under each rule. */
async function serverFor(visitor: GuardVisitor) {
  const server = await createTestServer({
    trustSeconds: 86_400,
    setupUrl: '/set-up',
    routes(app, keystep) {
      for (const cell of guardCells.filter((one) => one.visitor === visitor)) {
        const { staff, ...requirement } = cell.requirement
        for (const [index, [, rule]] of ruleList.entries()) {
          const options = { ...requirement, ...rule.options }
          const guard = staff ? keystep.requireStaff(options) : keystep.requireVerified(options)
          app.get(pathOf(cell, index), guard, (c) => c.text('the vault'))
        }
      }
    },
  })
  await guardVisitors[visitor](server)
  return server
}

const servers = new Map<GuardVisitor, ReturnType<typeof serverFor>>()

async function visit(cell: GuardCell, rule: number, accept: string | undefined) {
  const server = servers.get(cell.visitor) ?? serverFor(cell.visitor)
  servers.set(cell.visitor, server)
  const { fetch } = await server
  const url = `${pathOf(cell, rule)}${query}`
  const response = await fetch(url, accept === undefined ? {} : { headers: { accept } })
  const { status, headers } = response
  const body = await response.text()
  const type = headers.get('content-type')?.split(';')[0] ?? null
  return {
    status,
    type,
    stored: headers.get('cache-control') !== 'no-store',
    location: headers.get('location'),
    body: type === 'application/problem+json' ? (JSON.parse(body) as unknown) : body,
  }
}

function problemOf({ requirement: { maxAge, methods } }: GuardCell, code: keyof typeof statuses) {
  const wish = { ...(maxAge && { maxAge }), ...(methods && { methods }) }
  const status = statuses[code]
  return {
    status,
    type: 'application/problem+json',
    stored: false,
    location: null,
    body: {
      type: `urn:keystep:problem:${code}`,
      title: code.replaceAll('_', ' '),
      status,
      code,
      ...(code === 'step_up_required' && wish),
    },
  }
}

const page = {
  status: 403,
  type: 'text/html',
  stored: false,
  location: null,
  body: expect.stringMatching(
    /<h1>Two-step verification is needed here<\/h1>[^]*<a href="\/set-up">Turn on two-step verification<\/a>/,
  ) as unknown,
}

function redirectTo(template: string, cell: GuardCell, rule: number) {
  const { maxAge, methods } = cell.requirement
  const wish = `${maxAge ? `&maxAge=${maxAge}` : ''}${methods ? `&methods=${methods.join('%2C')}` : ''}`
  const back = `${pathOf(cell, rule)}${query}`
  const url = template.replace('BACK', encodeURIComponent(back)).replace('WISH', wish)
  const location = url.includes('?') ? url : url.replace('&', '?')
  return { status: 302, type: null, stored: true, location, body: '' }
}

function expected(cell: GuardCell, rule: Rule, index: number): unknown {
  if (cell.outcome === 'pass')
    return { status: 200, type: 'text/plain', stored: true, location: null, body: 'the vault' }
  const comes = cell.ruledBy === null ? 'problem' : rule[cell.ruledBy]
  if (comes === 'problem') return problemOf(cell, cell.outcome)
  return comes === 'page' ? page : redirectTo(comes, cell, index)
}

test.for(guardCells)('$visitor where is asked for $asks: $outcome', async (cell) => {
  for (const [index, [name, rule]] of ruleList.entries()) {
    expect.soft(await visit(cell, index, rule.accept), name).toEqual(expected(cell, rule, index))
  }
})

describe('the table', () => {
  const kinds = Object.keys(guardVisitors)

  test('has every visitor before every requirement, once', () => {
    const asked = new Set(guardCells.map(({ asks }) => asks))
    expect(new Set(guardCells.map(({ visitor, asks }) => `${visitor} ${asks}`)).size).toBe(guardCells.length)
    expect(guardCells).toHaveLength(kinds.length * asked.size)
    expect(new Set(guardCells.map(({ visitor }) => visitor))).toEqual(new Set(kinds))
  })

  test('has every denial', () => {
    expect(new Set(guardCells.map(({ outcome }) => outcome))).toEqual(new Set(['pass', ...Object.keys(statuses)]))
  })
})
