import type { Note } from '../stores/event-requests.ts'
import { type Happening, newEvent } from './new-event.ts'

/** One event of which nobody is told by mail, for the store to keep with the verdict. */
export function eventNote(services: Parameters<typeof newEvent>[0], happening: Happening): Note {
  return { events: [newEvent(services, happening)], messages: [] }
}
