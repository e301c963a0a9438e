import type { NewDeviceRow } from './tables.ts'

/** What every device starts from. */
export const blankDevice = {
  destination: null,
  is_default: 0,
  confirmed_at: null,
  last_used_at: null,
  secret: null,
  state: '{}',
  counter: -1,
  failures: 0,
  locked_until: 0,
  locked_before: 0,
  token_set: null,
  waiting_set: null,
  waiting_until: null,
  expires_at: null,
  session_id: null,
  request_key: null,
} satisfies Partial<NewDeviceRow>
