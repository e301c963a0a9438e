import type { DeviceRecord, PendingRecord, SessionRecord } from '../stores/records.ts'

/** What a code that is sent is good for: one login, one session's step-up, one enrolment, and nothing else. */
export type Binding = {
  readonly purpose: 'login' | 'step_up' | 'setup'
  readonly boundTo: string
  /** Null: a login has none yet. */
  readonly sessionId: string | null
}

export function toLogin({ tokenHash }: Pick<PendingRecord, 'tokenHash'>): Binding {
  return { purpose: 'login', boundTo: `login:${tokenHash}`, sessionId: null }
}

export function toStepUp({ id }: Pick<SessionRecord, 'id'>): Binding {
  return { purpose: 'step_up', boundTo: `step_up:${id}`, sessionId: id }
}

export function toSetup({ id }: Pick<SessionRecord, 'id'>): Binding {
  return { purpose: 'setup', boundTo: `setup:${id}`, sessionId: id }
}

/** What goes into the hash of a code beside the code. */
export function codePlace({ boundTo }: Binding, { id }: Pick<DeviceRecord, 'id'>): string {
  return `${boundTo}|${id}`
}
