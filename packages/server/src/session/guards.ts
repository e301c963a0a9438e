import {
  type guardDecision,
  type GuardDenial,
  type GuardRequirement,
  KeystepError,
  problem,
  type ProblemDetails,
} from '@keystep/contract'
import type { Context, MiddlewareHandler } from 'hono'
import type { KeystepEnv } from '../http/env.ts'
import { isFromOwnOrigin, isUnsafe } from '../http/origin-check.ts'
import { problemResponse } from '../http/problem-response.ts'
import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'
import { currentSession } from './current.ts'
import { decide } from './decide.ts'
import { explanationPage } from './explanation-page.ts'
import { guardRedirect } from './guard-redirect.ts'
import { keystepVariable } from './keystep-variable.ts'

export type Redirect = { readonly redirect: string | ((request: Request) => string) }

export type GuardOptions = Omit<GuardRequirement, 'staff'> & {
  /** For nobody signed in, a device that did not verify this session, or did so too long ago. @default 'deny' */
  readonly onAnonymous?: 'deny' | Redirect
  /** For a user without a device. `'explain'` answers a browser with a page that says what to do. @default 'deny' */
  readonly onUnverified?: 'deny' | 'explain' | Redirect
  /** The query parameter that says where to come back to; null: none. @default 'next' */
  readonly nextParam?: string | null
}

export type Guards = {
  /** Lets everybody through and says who they are. */
  identify(): MiddlewareHandler<KeystepEnv>
  /** Asks for a signed-in user, verified or not. */
  requireLogin(options?: Pick<GuardOptions, 'onAnonymous' | 'nextParam'>): MiddlewareHandler<KeystepEnv>
  /** Asks for a session that a device verified. */
  requireVerified(options?: GuardOptions): MiddlewareHandler<KeystepEnv>
  /** Asks for a member of staff, and then as `requireVerified`. */
  requireStaff(options?: GuardOptions): MiddlewareHandler<KeystepEnv>
}

/** Guards for the app's own routes; `handleError` makes of a fault what the server's own routes make of it. */
export function createGuards(services: Services, handleError: (error: unknown, c: Context) => Response): Guards {
  return {
    identify: () => guard('identify', {}, () => ({ allowed: true })),
    requireLogin: (options = {}) =>
      guard('requireLogin', options, (session) =>
        session ? { allowed: true } : { allowed: false, code: 'unauthenticated', ruledBy: 'onAnonymous' },
      ),
    requireVerified: (options = {}) => guard('requireVerified', options, (session) => decide(session, options)),
    requireStaff: (options = {}) =>
      guard('requireStaff', options, (session) => decide(session, { ...options, staff: true })),
  }

  function guard(
    name: string,
    options: GuardOptions,
    decision: (session: SessionRecord | null) => ReturnType<typeof guardDecision>,
  ): MiddlewareHandler<KeystepEnv> {
    const middleware: MiddlewareHandler<KeystepEnv> = async (c, next) => {
      const answer = await admit(c, options, decision).catch((error: unknown) => handleError(error, c))
      return answer ?? (await next())
    }
    // So that a stack trace names the guard.
    return Object.defineProperty(middleware, 'name', { value: name })
  }

  async function admit(
    c: Context<KeystepEnv>,
    options: GuardOptions,
    decision: (s: SessionRecord | null) => ReturnType<typeof guardDecision>,
  ) {
    if (isUnsafe(c.req.method) && !isFromOwnOrigin(c.req.raw, services.origins.list)) {
      throw new KeystepError('origin_rejected')
    }
    const session = await currentSession(services, c)
    c.set('keystep', keystepVariable(session))
    const decided = decision(session)
    return decided.allowed ? null : deny(c, options, decided, session)
  }

  function deny(
    c: Context,
    options: GuardOptions,
    { code, ruledBy }: GuardDenial,
    session: SessionRecord | null,
  ): Response | Promise<Response> {
    const { maxAge, methods, nextParam = 'next' } = options
    const details: ProblemDetails =
      code === 'step_up_required' ? { ...(maxAge !== undefined && { maxAge }), ...(methods && { methods }) } : {}
    const rule = ruledBy === null ? 'deny' : (options[ruledBy] ?? 'deny')
    if (typeof rule === 'object') {
      const wish = code === 'enrolment_required' ? {} : { maxAge, methods }
      return c.redirect(guardRedirect(c.req.raw, rule.redirect, nextParam, wish), 302)
    }
    if (rule === 'explain' && c.req.header('accept')?.includes('text/html')) {
      return explanationPage(services.texts(session?.user.language ?? null), services.setupUrl)
    }
    return problemResponse(problem(code, details))
  }
}
