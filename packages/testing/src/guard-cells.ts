import type { GuardDenial, GuardRequirement } from '@keystep/contract'
import type { GuardVisitor } from './guard-visitors.ts'

/** What becomes of one visitor where a route asks for something. */
export type GuardCell = {
  readonly visitor: GuardVisitor
  /** What the route asks for, in words. */
  readonly asks: string
  readonly requirement: GuardRequirement
  readonly outcome: 'pass' | GuardDenial['code']
  /** Which option says what happens now; null where nothing does. */
  readonly ruledBy: GuardDenial['ruledBy']
}

type Outcome = Pick<GuardCell, 'outcome' | 'ruledBy'>

const pass: Outcome = { outcome: 'pass', ruledBy: null }
const login: Outcome = { outcome: 'unauthenticated', ruledBy: 'onAnonymous' }
const verify: Outcome = { outcome: 'verification_required', ruledBy: 'onAnonymous' }
const again: Outcome = { outcome: 'step_up_required', ruledBy: 'onAnonymous' }
const enrol: Outcome = { outcome: 'enrolment_required', ruledBy: 'onUnverified' }
const staff: Outcome = { outcome: 'staff_required', ruledBy: null }

const everybody = [
  'nobody',
  'halfSignedIn',
  'withoutDevice',
  'unverified',
  'trusted',
  'verified',
  'verifiedLongAgo',
  'verifiedByToken',
] as const satisfies readonly GuardVisitor[]

const members = [
  'staffWithoutDevice',
  'staffUnverified',
  'staffTrusted',
  'staffVerified',
  'staffVerifiedLongAgo',
] as const satisfies readonly GuardVisitor[]

type OneEach<Names extends readonly string[]> = { readonly [Index in keyof Names]: Outcome }

/** Written out, so that nothing which decides has a say in what is expected of it. */
const table: ReadonlyArray<readonly [GuardRequirement, OneEach<typeof everybody>, OneEach<typeof members>]> = [
  [{}, [login, login, enrol, verify, verify, pass, pass, pass], [enrol, verify, verify, pass, pass]],
  [{ ifConfigured: true }, [login, login, pass, verify, verify, pass, pass, pass], [pass, verify, verify, pass, pass]],
  [{ maxAge: 600 }, [login, login, enrol, verify, verify, pass, again, pass], [enrol, verify, verify, pass, again]],
  [
    { methods: ['totp'] },
    [login, login, enrol, verify, verify, pass, pass, again],
    [enrol, verify, verify, pass, pass],
  ],
  [
    { maxAge: 600, methods: ['totp', 'email'] },
    [login, login, enrol, verify, verify, pass, again, again],
    [enrol, verify, verify, pass, again],
  ],
  [
    { acceptTrustedBrowser: true },
    [login, login, enrol, verify, pass, pass, pass, pass],
    [enrol, verify, pass, pass, pass],
  ],
  [
    { acceptTrustedBrowser: true, maxAge: 600 },
    [login, login, enrol, verify, verify, pass, again, pass],
    [enrol, verify, verify, pass, again],
  ],
  [
    { acceptTrustedBrowser: true, methods: ['totp'] },
    [login, login, enrol, verify, verify, pass, pass, again],
    [enrol, verify, verify, pass, pass],
  ],
  [
    { acceptTrustedBrowser: true, ifConfigured: true },
    [login, login, pass, verify, pass, pass, pass, pass],
    [pass, verify, pass, pass, pass],
  ],
  [
    { ifConfigured: true, maxAge: 600, methods: ['totp'] },
    [login, login, pass, verify, verify, pass, again, again],
    [pass, verify, verify, pass, again],
  ],
  [{ staff: true }, [login, login, staff, staff, staff, staff, staff, staff], [enrol, verify, verify, pass, pass]],
  [
    { staff: true, ifConfigured: true },
    [login, login, staff, staff, staff, staff, staff, staff],
    [pass, verify, verify, pass, pass],
  ],
  [
    { staff: true, maxAge: 600 },
    [login, login, staff, staff, staff, staff, staff, staff],
    [enrol, verify, verify, pass, again],
  ],
  [
    { staff: true, acceptTrustedBrowser: true },
    [login, login, staff, staff, staff, staff, staff, staff],
    [enrol, verify, pass, pass, pass],
  ],
]

/** Each visitor before each requirement: what the server's guards and the kit's must both make of it. */
export const guardCells: readonly GuardCell[] = table.flatMap(([requirement, ofEverybody, ofMembers]) => [
  ...cellsOf(requirement, everybody, ofEverybody),
  ...cellsOf(requirement, members, ofMembers),
])

function cellsOf(
  requirement: GuardRequirement,
  visitors: readonly GuardVisitor[],
  outcomes: readonly Outcome[],
): readonly GuardCell[] {
  const asks = Object.entries(requirement).map(([name, value]) => (value === true ? name : `${name} ${String(value)}`))
  return visitors.map((visitor, index) => ({
    visitor,
    asks: asks.join(' + ') || 'nothing more',
    requirement,
    ...(outcomes[index] ?? pass),
  }))
}
