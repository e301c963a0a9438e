import { KeystepError } from '@keystep/contract'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { mountAbout } from './about/about-routes.ts'
import { mountActivity } from './activity/activity-routes.ts'
import { mountBackupTokens } from './backup-tokens/backup-tokens-routes.ts'
import { mountDevices } from './devices/devices-routes.ts'
import { mountPasswords } from './first-factor/password-routes.ts'
import type { Passwords } from './first-factor/passwords.ts'
import { mountHooks } from './hooks/hooks-routes.ts'
import { createMount } from './http/mount.ts'
import { originCheck } from './http/origin-check.ts'
import { securityHeaders } from './http/security-headers.ts'
import { mountLogin } from './login/login-routes.ts'
import type { Services } from './services.ts'
import { mountSession } from './session/session-routes.ts'
import { mountSessions } from './session/sessions-routes.ts'
import { mountTrustedBrowsers } from './session/trusted-browsers-routes.ts'
import { mountSetup } from './setup/setup-routes.ts'
import { mountStaff } from './staff/staff-routes.ts'

/** The areas on one Hono app, for any mount path. */
export function createApp(
  services: Services,
  passwords: Passwords | null,
  errorResponse: (error: unknown, c: Context) => Response,
): Hono {
  const app = new Hono()
  const origins = [...services.origins.list]
  app.onError(errorResponse)
  app.use(securityHeaders)
  app.use(cors({ origin: origins, credentials: true, allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'], maxAge: 600 }))
  mountHooks(app, services)
  app.use(originCheck(origins))

  const mount = createMount(app, services)
  mountSession(mount, services)
  if (services.sessions.ownsLogin) mountLogin(mount, services)
  if (passwords && services.sessions.ownsLogin) mountPasswords(mount, services, passwords)
  if (services.sessions.ownsLogin) mountSessions(mount, services)
  // An app that signs people in itself may as well have a trust of its own.
  if (services.sessions.ownsLogin || services.trustSeconds !== null) mountTrustedBrowsers(mount, services)
  mountSetup(mount, services)
  mountDevices(mount, services)
  mountBackupTokens(mount, services)
  mountActivity(mount, services)
  mountStaff(mount, services)
  mountAbout(mount, services)
  const isMounted = pathsOf(app)
  app.all('*', (c) => {
    throw new KeystepError(isMounted(c.req.path) ? 'method_not_allowed' : 'not_found')
  })
  return app
}

/** Whether a path is one of the app's routes, so that only its method is wrong. The mount point stands before it. */
function pathsOf(app: Hono): (path: string) => boolean {
  const patterns = app.routes
    .filter(({ path }) => !path.endsWith('*'))
    .map(({ path }) => new RegExp(`(?<!/)${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`))
  return (path) => patterns.some((pattern) => pattern.test(path))
}
