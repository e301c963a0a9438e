import type { EventDevice, EventUser } from '../events.ts'

/** Only what an event may carry: a listener is likely to log it. */
export function eventUser({ id, identifier, email }: EventUser): EventUser {
  return { id, identifier, email }
}

export function eventDevice({ id, method, name }: EventDevice): EventDevice {
  return { id, method, name }
}
