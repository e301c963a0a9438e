import type { Messages } from '../languages/en.ts'

export type When = {
  /** ISO 8601. */
  readonly at: string
  /** Epoch milliseconds by the same clock. */
  readonly now: number
  readonly language: string
}

/** A day in the past as people say it: "today", "on 3 May 2026". In the time zone of this browser. */
export function dayInWords(messages: Messages, when: When): string {
  const { at, language } = when
  return nearDay(when) ?? messages.onDay({ date: new Date(at).toLocaleDateString(language, { dateStyle: 'long' }) })
}

/** The same with its time, where that still matters: "today at 14:05". */
export function momentInWords(messages: Messages, when: When): string {
  const day = nearDay(when)
  if (day === null) return dayInWords(messages, when)
  return messages.atTime({ day, time: new Date(when.at).toLocaleTimeString(when.language, { timeStyle: 'short' }) })
}

/** "today" and "yesterday", in any language. */
function nearDay({ at, now, language }: When): string | null {
  const days = dayNumber(new Date(at)) - dayNumber(new Date(now))
  if (days !== 0 && days !== -1) return null
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day')
}

/** Of the calendar, so that a day of 23 hours is a day too. */
function dayNumber(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000
}
