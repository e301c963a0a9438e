import type { GuardDenial, GuardRequirement } from '@keystep/contract'
import { type Urls, withNext } from '../provider/urls.ts'

export type Redirect = { readonly redirect: string }

export type GuardRules = {
  /**
   * For nobody signed in, or a device that did not verify this session; where it only has to verify again, the dialog
   * opens over the page, unless this leads elsewhere. @default the provider's sign-in page
   */
  readonly onAnonymous?: 'deny' | Redirect | undefined
  /**
   * For a user without a device. `ask` verifies or sets up right here, for every signed-in user.
   * @default 'explain': says what to do
   */
  readonly onUnverified?: 'explain' | 'ask' | 'deny' | Redirect | undefined
  /** The query parameter that says where to come back to; null: none. @default 'next' */
  readonly nextParam?: string | null | undefined
}

/** Where a denied visitor goes: to a URL, through the dialog over this page, on in its place, or nowhere. */
export type WayOn =
  | { readonly to: 'url'; readonly url: string }
  | { readonly to: 'dialog' | 'step_in_place' | 'nowhere'; readonly url: null }

/** The way on from a denial, by the guard's own rules and the provider's pages. */
export function wayOn(
  { code, ruledBy }: GuardDenial,
  signedIn: boolean,
  { maxAge, methods }: GuardRequirement,
  { onAnonymous, onUnverified, nextParam = 'next' }: GuardRules,
  urls: Urls,
): WayOn {
  if (signedIn && onUnverified === 'ask' && code !== 'staff_required') return { to: 'step_in_place', url: null }
  const rule = ruledBy === 'onUnverified' ? onUnverified : ruledBy === 'onAnonymous' ? onAnonymous : 'deny'
  if (typeof rule === 'object') return { to: 'url', url: withWish(rule.redirect) }
  if (code === 'step_up_required') return { to: 'dialog', url: null }
  if (ruledBy !== 'onAnonymous' || rule === 'deny') return { to: 'nowhere', url: null }
  return { to: 'url', url: withWish(code === 'unauthenticated' ? urls.login : urls.verify) }

  function withWish(url: string): string {
    // Where a device is set up, nobody is asked to verify.
    const wish = code !== 'enrolment_required' && {
      ...(maxAge !== undefined && { maxAge: String(maxAge) }),
      ...(methods && { methods: methods.join(',') }),
    }
    return withNext(url, null, { ...(nextParam !== null && { [nextParam]: thisPage() }), ...wish })
  }
}

/** The path of the page that is open, to come back to. */
export function thisPage(): string {
  return typeof window === 'undefined' ? '/' : window.location.pathname + window.location.search
}
