// What must come of everything that one user does in two browsers, in the fewest words: the server is held against it.

/** `ok`, or the code of the problem. */
export type Outcome = string

type App = { step: number; failures: number; lockedUntil: number }
type Session = { firstFactorAt: number; verifiedAt: number; by: App | null; trusted: boolean }
type Pending = { readonly firstFactorAt: number; readonly until: number }
type Visitor = { session: Session | null; pending: Pending | null; trustedUntil: number; guesses: { wrong: number } }

/** The first app is the default one. */
export type Model = { now: number; apps: App[]; disabled: boolean; readonly browsers: readonly [Visitor, Visitor] }

/** How something is done: by whom, with what app, rightly or wrongly. */
export type Doing = {
  readonly who: 0 | 1
  readonly app: number
  readonly right: boolean
  readonly trust: boolean
}

export const trustSeconds = 86_400
export const freeTries = 2
const fresh = 300_000

export function newModel(now: number): Model {
  const strangers = { wrong: 0 }
  const visitor = (): Visitor => ({ session: null, pending: null, trustedUntil: 0, guesses: strangers })
  return { now, apps: [], disabled: false, browsers: [visitor(), visitor()] }
}

/** What a browser must be told that it is, and what a page for verified sessions must answer it. */
export function expectedLook({ now, apps, browsers }: Model, who: 0 | 1) {
  const { session, pending } = browsers[who]
  if (!session)
    return { state: pending && pending.until > now ? 'second_factor' : 'anonymous', vault: 'unauthenticated' }
  const [hasDevice, verified] = [apps.length > 0, isVerified(apps, session)]
  const vault = hasDevice ? (verified ? 'ok' : 'verification_required') : 'enrolment_required'
  return { state: 'signed_in', hasDevice, verified, trustedBrowser: session.trusted, vault }
}

function isVerified(apps: readonly App[], { by }: Session): boolean {
  return by !== null && apps.includes(by)
}

/** Everything ends but the session of one browser, and the trust of one. */
function endAll({ browsers }: Model, keep: Visitor | null, keepTrust: Visitor | null = null): void {
  for (const visitor of browsers) {
    visitor.pending = null
    if (visitor !== keep) visitor.session = null
    if (visitor !== keepTrust) visitor.trustedUntil = 0
  }
}

function tryApp(app: App, now: number, right: boolean): Outcome {
  if (app.lockedUntil > now) return 'throttled'
  app.failures += 1
  app.lockedUntil =
    app.failures <= freeTries ? 0 : now + Math.min(30_000 * 2 ** (app.failures - freeTries - 1), 3_600_000)
  const step = Math.floor(now / 30_000)
  if (!right || step <= app.step) return 'invalid_code'
  Object.assign(app, { step, failures: 0, lockedUntil: 0 })
  return 'ok'
}

function freshness({ now, apps }: Model, { session }: Visitor): Outcome {
  if (!session) return 'unauthenticated'
  if (apps.length === 0) return session.firstFactorAt >= now - fresh ? 'ok' : 'first_factor_required'
  if (!isVerified(apps, session)) return 'verification_required'
  return session.verifiedAt >= now - fresh ? 'ok' : 'step_up_required'
}

type Rule = (model: Model, visitor: Visitor, doing: Doing) => Outcome

/** A call for fresh sessions, and what it does to the session that makes it. */
const whenFresh =
  (change: (model: Model, visitor: Visitor & { session: Session }, doing: Doing) => Outcome): Rule =>
  (model, visitor, doing) => {
    const standing = freshness(model, visitor)
    return standing === 'ok' ? change(model, visitor as Visitor & { session: Session }, doing) : standing
  }

export const rules = {
  signIn(model, visitor, { right }) {
    const { now } = model
    visitor.pending = null
    visitor.guesses.wrong = right ? 0 : visitor.guesses.wrong + 1
    if (!right || model.disabled) return 'invalid_credentials'
    const owes = model.apps.length > 0 && visitor.trustedUntil <= now
    visitor.session = owes ? null : { firstFactorAt: now, verifiedAt: 0, by: null, trusted: model.apps.length > 0 }
    if (owes) visitor.pending = { firstFactorAt: now, until: now + 600_000 }
    else visitor.guesses = { wrong: 0 }
    return 'ok'
  },
  verify(model, visitor, doing) {
    const { pending } = visitor
    const { now } = model
    if (!pending || pending.until <= now) return 'login_expired'
    const app = model.apps[doing.app % model.apps.length]
    const outcome = app ? tryApp(app, model.now, doing.right) : 'invalid_code'
    if (outcome !== 'ok' || !app) return outcome
    const { firstFactorAt } = pending
    const session = { firstFactorAt, verifiedAt: now, by: app, trusted: false }
    Object.assign(visitor, { pending: null, session, guesses: { wrong: 0 } })
    if (doing.trust) visitor.trustedUntil = now + trustSeconds * 1000
    return 'ok'
  },
  giveUp({ now }, visitor) {
    const owed = visitor.pending && visitor.pending.until > now
    visitor.pending = null
    return owed ? 'ok' : 'login_expired'
  },
  stepUp(model, { session }, doing) {
    if (!session) return 'unauthenticated'
    const app = model.apps[doing.app % model.apps.length]
    const outcome = app ? tryApp(app, model.now, doing.right) : 'invalid_code'
    if (outcome === 'ok') Object.assign(session, { verifiedAt: model.now, by: app, trusted: false })
    return outcome
  },
  guessThrice({ now, apps }, { session }, { app: at }) {
    if (!session) return 'unauthenticated'
    const app = apps[at % apps.length]
    return app ? ([1, 2, 3].map(() => tryApp(app, now, false)).at(-1) ?? '') : 'invalid_code'
  },
  firstFactor({ now }, { session }) {
    if (session) session.firstFactorAt = now
    return session ? 'ok' : 'unauthenticated'
  },
  enrol: whenFresh((model, visitor, { right }) => {
    const { now } = model
    if (!right) return 'invalid_code'
    if (model.apps.length === 0) endAll(model, visitor)
    for (const each of model.browsers) each.trustedUntil = 0
    const by = { step: Math.floor(now / 30_000), failures: 0, lockedUntil: 0 }
    model.apps.push(by)
    Object.assign(visitor.session, { verifiedAt: now, by, trusted: false })
    return 'ok'
  }),
  remove(model, visitor, doing) {
    if (visitor.session && model.apps.length === 0) return 'not_found'
    return whenFresh(() => {
      const at = doing.app % model.apps.length
      if (at === 0 && model.apps.length > 1) return 'conflict'
      model.apps.splice(at, 1)
      endAll(model, visitor)
      return 'ok'
    })(model, visitor, doing)
  },
  disable: whenFresh((model, visitor) => {
    model.apps = []
    endAll(model, visitor)
    return 'ok'
  }),
  endOther: whenFresh(({ browsers }, visitor) => {
    const other = browsers.find((each) => each !== visitor && each.session)
    if (other) other.session = null
    return other ? 'ok' : 'not_found'
  }),
  endOthers: whenFresh((model, visitor) => {
    endAll(model, visitor, visitor)
    return 'ok'
  }),
  changePassword: whenFresh((model, visitor) => {
    endAll(model, visitor)
    return 'ok'
  }),
  logout(_model, visitor) {
    Object.assign(visitor, { session: null, pending: null })
    return 'ok'
  },
  setPassword(model) {
    endAll(model, null)
    return 'ok'
  },
  disableUser(model) {
    model.disabled = true
    endAll(model, null)
    return 'ok'
  },
  enableUser(model) {
    model.disabled = false
    return 'ok'
  },
} satisfies Record<string, Rule>

export type Deed = keyof typeof rules

/** Time passes; what nobody used for an hour ends. */
export function pass(model: Model, seconds: number): void {
  model.now += seconds * 1000
  if (seconds > 3600) for (const visitor of model.browsers) visitor.session = null
}

/** What ends most of what a run has come to. */
const ends: readonly Deed[] = ['giveUp', 'logout', 'setPassword', 'disableUser', 'disable']

/** Whether a run gets further by it: neither back to its start, nor refused as nearly everything is. */
export function isWorthwhile(model: Model, deed: Deed, doing: Doing): boolean {
  const imagined = structuredClone(model)
  const visitor = imagined.browsers[doing.who]
  if (deed === 'signIn') return !visitor.session && !visitor.pending
  if (deed === 'enableUser') return model.disabled
  if (ends.includes(deed)) return false
  return !['unauthenticated', 'login_expired', 'not_found'].includes(rules[deed](imagined, visitor, doing))
}
