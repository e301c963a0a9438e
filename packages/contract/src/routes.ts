/**
 * Every call of the wire: method, path below the mount point, and who may call. The codes it can answer are in
 * `routeErrors`, which no browser needs.
 *
 * - `public` anybody · `pending` a login whose second step is owed · `session` a signed-in browser
 * - `fresh` a session whose second factor (or, without devices, first factor) succeeded within the fresh window
 * - `staff` a verified session of a member of staff
 */
export const routes = {
  session: {
    read: { method: 'GET', path: '/session', access: 'public' },
    logout: { method: 'POST', path: '/logout', access: 'public' },
  },
  login: {
    start: { method: 'POST', path: '/login', access: 'public' },
    challenge: { method: 'POST', path: '/login/challenge', access: 'pending' },
    verify: { method: 'POST', path: '/login/verify', access: 'pending' },
    giveUp: { method: 'DELETE', path: '/login', access: 'pending' },
  },
  stepUp: {
    challenge: { method: 'POST', path: '/step-up/challenge', access: 'session' },
    verify: { method: 'POST', path: '/step-up/verify', access: 'session' },
    firstFactor: { method: 'POST', path: '/step-up/first-factor', access: 'session' },
  },
  devices: {
    list: { method: 'GET', path: '/devices', access: 'session' },
    begin: { method: 'POST', path: '/devices', access: 'session' },
    challenge: { method: 'POST', path: '/devices/:id/challenge', access: 'session' },
    confirm: { method: 'POST', path: '/devices/:id/confirm', access: 'session' },
    change: { method: 'PATCH', path: '/devices/:id', access: 'fresh' },
    remove: { method: 'DELETE', path: '/devices/:id', access: 'session' },
    disable: { method: 'POST', path: '/disable', access: 'fresh' },
  },
  backupTokens: {
    renew: { method: 'POST', path: '/backup-tokens', access: 'fresh' },
    confirm: { method: 'POST', path: '/backup-tokens/confirm', access: 'fresh' },
  },
  sessions: {
    list: { method: 'GET', path: '/sessions', access: 'session' },
    end: { method: 'DELETE', path: '/sessions/:id', access: 'fresh' },
    /** With the trust of every other browser. */
    endOthers: { method: 'DELETE', path: '/sessions', access: 'fresh' },
  },
  trustedBrowsers: {
    list: { method: 'GET', path: '/trusted-browsers', access: 'session' },
    end: { method: 'DELETE', path: '/trusted-browsers/:id', access: 'fresh' },
  },
  activity: {
    list: { method: 'GET', path: '/activity', access: 'session' },
  },
  password: {
    change: { method: 'POST', path: '/password', access: 'fresh' },
    forgot: { method: 'POST', path: '/password/forgot', access: 'public' },
    reset: { method: 'POST', path: '/password/reset', access: 'public' },
  },
  staff: {
    find: { method: 'POST', path: '/admin/users', access: 'staff' },
    read: { method: 'GET', path: '/admin/users/:id', access: 'staff' },
    reset: { method: 'POST', path: '/admin/users/:id/reset', access: 'staff' },
  },
  about: {
    health: { method: 'GET', path: '/health', access: 'public' },
    openapi: { method: 'GET', path: '/openapi.json', access: 'public' },
  },
} as const

export type Routes = typeof routes
export type Access = 'public' | 'pending' | 'session' | 'fresh' | 'staff'
