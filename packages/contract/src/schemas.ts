import { about } from './schemas/about.ts'
import { activity } from './schemas/activity.ts'
import { backupTokens } from './schemas/backup-tokens.ts'
import { sessions, trustedBrowsers } from './schemas/browsers.ts'
import { devices } from './schemas/devices.ts'
import { login } from './schemas/login.ts'
import { password } from './schemas/password.ts'
import { session } from './schemas/session.ts'
import { staff } from './schemas/staff.ts'
import { stepUp } from './schemas/step-up.ts'

/** What each call takes and answers, under the same keys as `routes`. Its own entry, so that zod stays out of browsers. */
export const schemas = {
  session,
  login,
  stepUp,
  devices,
  backupTokens,
  sessions,
  trustedBrowsers,
  activity,
  password,
  staff,
  about,
}

export type Schemas = typeof schemas
