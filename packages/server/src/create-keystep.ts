import type { SessionState } from '@keystep/contract'
import type { Context, Hono } from 'hono'
import { createApp } from './app.ts'
import { createServices } from './create-services.ts'
import type { Registry } from './device-types/registry.ts'
import type { Events, Listener } from './events.ts'
import { createHostCalls, type HostCalls } from './host-calls.ts'
import { keepAddress } from './http/client-address.ts'
import { createErrorResponse } from './http/error-response.ts'
import { forgetPending, signIn } from './login/login-routes.ts'
import { createMaintenance, type Maintenance } from './maintenance.ts'
import type { KeystepOptions } from './options.ts'
import { createGuards, type Guards } from './session/guards.ts'
import type { UserProfile } from './stores/records.ts'

export type BeginLogin = {
  /** How the user proved who they are (RFC 8176), such as `['oauth']`. */
  readonly amr: readonly string[]
  /** Where the user was heading. */
  readonly next?: string | null
}

export type Keystep = Guards &
  HostCalls &
  Maintenance & {
    /** Mount it anywhere: `app.route('/auth', keystep.app)`. */
    readonly app: Hono
    /** The kinds of devices this server knows; a plug-in may add its own. */
    readonly deviceTypes: Registry
    /** Returns the function that ends the listening. */
    on<Name extends keyof Events>(name: Name, listener: Listener<Name>): () => void
    /**
     * After any first factor of the app's own: sets the cookies and returns the union. On `second_factor` send the
     * browser to the sign-in page, where the wizard goes on; otherwise to `next`.
     */
    beginLogin(c: Context, user: UserProfile, options: BeginLogin): Promise<SessionState>
  }

/** The whole server. Refuses options that could not hold what Keystep promises, with a sentence that says why. */
export function createKeystep(options: KeystepOptions): Keystep {
  const services = createServices(options)
  const errorResponse = createErrorResponse(services.emit)
  const builtIn = typeof options.firstFactor === 'object' ? options.firstFactor : null
  warnOfRestricted(services.deviceTypes)
  return {
    app: createApp(services, builtIn, errorResponse),
    deviceTypes: services.deviceTypes,
    on: services.on,
    ...createGuards(services, errorResponse),
    ...createHostCalls(services),
    ...createMaintenance(services),
    async beginLogin(c, profile, { amr, next = null }) {
      if (!services.sessions.ownsLogin) throw new Error('beginLogin: in companion mode the app signs people in itself.')
      if (!amr.includes('pwd') && !services.reauthenticateUrl) {
        throw new Error('beginLogin: a user without a password needs reauthenticateUrl, to prove who they are again.')
      }
      const user = await services.store.saveUser(profile)
      if (user.disabled) throw new Error(`beginLogin: the user "${user.id}" is disabled.`)
      keepAddress(services, c)
      await forgetPending(services, c)
      return await signIn(services, c, { user, amr, next }).finally(() => services.notices?.wake(c.req.raw))
    },
  }
}

function warnOfRestricted({ all }: Registry): void {
  if (!all.every((type) => type.begin === undefined || type.restricted)) return
  console.warn('Keystep: phones alone can be taken over with their number. Offer totp() or another method beside them.')
}
