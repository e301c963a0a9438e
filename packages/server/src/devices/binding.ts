import type { DeviceRecord, PendingRecord, SessionRecord } from '../stores/records.ts'

/** What a code that is sent is good for: one login, one session's step-up, one enrolment, and nothing else. */
export type Binding = { readonly purpose: 'login' | 'step_up' | 'setup'; readonly boundTo: string }

export function toLogin({ tokenHash }: Pick<PendingRecord, 'tokenHash'>): Binding {
  return { purpose: 'login', boundTo: `login:${tokenHash}` }
}

export function toStepUp({ id }: Pick<SessionRecord, 'id'>): Binding {
  return { purpose: 'step_up', boundTo: `step_up:${id}` }
}

export function toSetup({ id }: Pick<SessionRecord, 'id'>): Binding {
  return { purpose: 'setup', boundTo: `setup:${id}` }
}

/** What goes into the hash of a code beside the code. */
export function codePlace({ boundTo }: Binding, { id }: Pick<DeviceRecord, 'id'>): string {
  return `${boundTo}|${id}`
}
