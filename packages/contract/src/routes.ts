/**
 * Every call of the wire: method, path below the mount point, who may call, and the error codes of its own.
 * Codes that come with the access class or the method are added by `errorsOf`.
 *
 * - `public` anybody · `pending` a login whose second step is owed · `session` a signed-in browser
 * - `fresh` a session whose second factor (or, without devices, first factor) succeeded within the fresh window
 */
export const routes = {
  session: {
    read: { method: 'GET', path: '/session', access: 'public', errors: [] },
    logout: { method: 'POST', path: '/logout', access: 'public', errors: [] },
  },
  login: {
    start: { method: 'POST', path: '/login', access: 'public', errors: ['invalid_credentials', 'busy'] },
    challenge: { method: 'POST', path: '/login/challenge', access: 'pending', errors: ['invalid_code'] },
    verify: { method: 'POST', path: '/login/verify', access: 'pending', errors: ['invalid_code', 'throttled', 'busy'] },
    giveUp: { method: 'DELETE', path: '/login', access: 'pending', errors: [] },
  },
  stepUp: {
    challenge: { method: 'POST', path: '/step-up/challenge', access: 'session', errors: ['invalid_code'] },
    verify: {
      method: 'POST',
      path: '/step-up/verify',
      access: 'session',
      errors: ['invalid_code', 'throttled', 'busy'],
    },
    firstFactor: {
      method: 'POST',
      path: '/step-up/first-factor',
      access: 'session',
      errors: ['invalid_credentials', 'first_factor_required', 'busy'],
    },
  },
  devices: {
    list: { method: 'GET', path: '/devices', access: 'session', errors: [] },
    begin: {
      method: 'POST',
      path: '/devices',
      access: 'session',
      errors: ['first_factor_required', 'verification_required', 'step_up_required'],
    },
    confirm: {
      method: 'POST',
      path: '/devices/:id/confirm',
      access: 'session',
      errors: ['not_found', 'invalid_code', 'throttled', 'verification_required', 'step_up_required', 'busy'],
    },
    remove: {
      method: 'DELETE',
      path: '/devices/:id',
      access: 'session',
      errors: ['not_found', 'conflict', 'verification_required', 'step_up_required'],
    },
  },
  backupTokens: {
    renew: { method: 'POST', path: '/backup-tokens', access: 'fresh', errors: ['conflict', 'busy'] },
    confirm: {
      method: 'POST',
      path: '/backup-tokens/confirm',
      access: 'fresh',
      errors: ['not_found', 'invalid_code', 'throttled', 'busy'],
    },
  },
  password: {
    change: { method: 'POST', path: '/password', access: 'fresh', errors: ['invalid_credentials', 'busy'] },
    forgot: { method: 'POST', path: '/password/forgot', access: 'public', errors: [] },
    reset: { method: 'POST', path: '/password/reset', access: 'public', errors: ['invalid_code', 'busy'] },
  },
  about: {
    health: { method: 'GET', path: '/health', access: 'public', errors: [] },
    openapi: { method: 'GET', path: '/openapi.json', access: 'public', errors: [] },
  },
} as const

export type Routes = typeof routes
export type Access = 'public' | 'pending' | 'session' | 'fresh'
