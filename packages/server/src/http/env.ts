import type { EventDevice } from '../events.ts'
import type { User } from '../stores/records.ts'

/** What the app's own handlers read as `c.var.keystep`. Times are epoch milliseconds. */
export type KeystepVariable =
  | { readonly user: null; readonly device: null; readonly verified: false; readonly verifiedAt: null }
  | {
      readonly user: Omit<User, 'epoch' | 'disabled'>
      /** The device that verified this session last. */
      readonly device: EventDevice | null
      readonly verified: boolean
      readonly verifiedAt: number | null
    }

/** Of routes behind a guard or `identify()`. */
export type KeystepEnv = { Variables: { keystep: KeystepVariable } }
