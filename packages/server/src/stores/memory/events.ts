import type { ClaimedMessage, EventVerbs, NewEvent, Note, WrittenEvent } from '../event-requests.ts'
import type { Memory } from './accounts.ts'

export function eventVerbs(memory: Memory): EventVerbs {
  const { clock, outbox } = memory
  return {
    async note(note) {
      write(memory, note, clock())
    },
    async eventsOf(userId, { limit, before }) {
      const all = [...memory.events.values()].filter((event) => event.userId === userId).toReversed()
      const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1
      return before !== undefined && from === 0 ? [] : all.slice(from, from + limit)
    },
    async claimMessages({ limit, lease }) {
      const now = clock()
      const due = [...outbox.values()].filter(({ leasedUntil }) => leasedUntil <= now).slice(0, limit)
      return due.map((message) => {
        const claimed: ClaimedMessage = { ...message, tries: message.tries + 1, leasedUntil: now + lease }
        outbox.set(message.id, claimed)
        return claimed
      })
    },
    async messageSent(id) {
      outbox.delete(id)
    },
    async messageFailed({ id, leasedUntil }, wait) {
      const message = outbox.get(id)
      if (message?.leasedUntil !== leasedUntil) return
      if (wait === null) outbox.delete(id)
      else outbox.set(id, { ...message, leasedUntil: clock() + wait })
    },
  }
}

export function write(memory: Memory, note: Note | undefined, now: number, sessionId?: string): void {
  if (note === undefined) return
  for (const event of note.events) writeEvent(memory, sessionId === undefined ? event : { ...event, sessionId }, now)
  for (const message of note.messages) memory.outbox.set(message.id, { ...message, tries: 0, leasedUntil: now })
}

/** What was taken back never happened. False: another event took its place, and it did. */
export function unwrite(memory: Memory, { id, name }: WrittenEvent): boolean {
  return memory.events.get(id)?.name === name && memory.events.delete(id)
}

function writeEvent(memory: Memory, event: NewEvent, now: number): void {
  const { id, name, sessionId, detail } = event
  const known = memory.events.get(id)
  memory.events.set(id, known ? { ...known, name, sessionId, detail } : { ...event, at: now })
}
