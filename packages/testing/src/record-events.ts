import type { Events, Keystep } from '@keystep/server'

export type RecordedEvent = {
  [Name in keyof Events]: { readonly name: Name; readonly event: Events[Name] }
}[keyof Events]

/** A list that grows with every event. */
export function recordEvents(keystep: Keystep): readonly RecordedEvent[] {
  const events: RecordedEvent[] = []
  keystep.on('user.verified', (event) => void events.push({ name: 'user.verified', event }))
  keystep.on('verification.failed', (event) => void events.push({ name: 'verification.failed', event }))
  keystep.on('trust.reused', (event) => void events.push({ name: 'trust.reused', event }))
  keystep.on('delivery.failed', (event) => void events.push({ name: 'delivery.failed', event }))
  keystep.on('fault', (event) => {
    events.push({ name: 'fault', event })
    // Whoever listens to faults silences them, and a test that meets one by accident should not have to guess.
    console.error('Keystep:', event.error)
  })
  return events
}
