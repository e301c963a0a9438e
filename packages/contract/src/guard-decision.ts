/** What a guard knows of the request's session. Times are epoch milliseconds of the server's clock. */
export type GuardSession = {
  readonly hasDevice: boolean
  readonly verified: boolean
  readonly verifiedAt: number | null
  /** The method that verified the session last. */
  readonly method: string | null
  /** Signed in without a second step because the browser is trusted. Never the same as verified. */
  readonly trustedBrowser: boolean
  readonly staff: boolean
}

/** What a route asks for. */
export type GuardRequirement = {
  /** Lets users without a confirmed device through: verification only where it is turned on. @default false */
  readonly ifConfigured?: boolean
  /** The oldest verification that counts, in seconds. @default any age */
  readonly maxAge?: number
  /** The methods that count. @default all */
  readonly methods?: readonly string[]
  /** Whether a trusted browser will do in place of a verification; never where `maxAge` or `methods` ask for one. @default false */
  readonly acceptTrustedBrowser?: boolean
  /** Asks for a member of staff, before anything else is asked of the session. @default false */
  readonly staff?: boolean
}

export type GuardDenial = {
  readonly allowed: false
  readonly code:
    | 'unauthenticated'
    | 'staff_required'
    | 'verification_required'
    | 'step_up_required'
    | 'enrolment_required'
  /** Which of the guard's two options says what happens now; nothing rules `staff_required`, which is always denied. */
  readonly ruledBy: 'onAnonymous' | 'onUnverified' | null
}

export type GuardDecision = { readonly allowed: true } | GuardDenial

/**
 * Who may pass a guarded route: the one table that the server, React and any other framework decide by.
 * A user who has a device but did not use it in this session counts as anonymous, as in django-two-factor-auth:
 * it would be confusing to be told to turn on what is already on.
 */
export function guardDecision(session: GuardSession | null, requirement: GuardRequirement, now: number): GuardDecision {
  const { ifConfigured = false, maxAge, methods, acceptTrustedBrowser = false, staff = false } = requirement
  if (!session) return denied('unauthenticated', 'onAnonymous')
  if (staff && !session.staff) return denied('staff_required', null)
  if (!session.hasDevice) return ifConfigured ? { allowed: true } : denied('enrolment_required', 'onUnverified')
  if (!session.verified) {
    const asksForOne = maxAge !== undefined || methods !== undefined
    if (acceptTrustedBrowser && session.trustedBrowser && !asksForOne) return { allowed: true }
    return denied('verification_required', 'onAnonymous')
  }
  const tooOld = maxAge !== undefined && (session.verifiedAt === null || now - session.verifiedAt > maxAge * 1000)
  const otherMethod = methods !== undefined && (session.method === null || !methods.includes(session.method))
  return tooOld || otherMethod ? denied('step_up_required', 'onAnonymous') : { allowed: true }
}

/** A session as the kit or `c.var.keystep` has it: whoever is not signed in has no user. */
export type StaffSession = {
  readonly state?: string
  readonly user?: { readonly staff?: boolean } | null
  readonly verified?: boolean
}

/** Whether this is a member of staff whom a device verified: the permission of an admin area, as a plain question. */
export function hasPermission(session: StaffSession | null | undefined): boolean {
  return session?.verified === true && session.user?.staff === true
}

function denied(code: GuardDenial['code'], ruledBy: GuardDenial['ruledBy']): GuardDenial {
  return { allowed: false, code, ruledBy }
}
