import { expect, test } from 'vitest'
import { en } from '../languages/en.ts'
import { dayInWords, momentInWords } from './when-in-words.ts'

const at = new Date(2026, 4, 3, 14, 5)

const when = (now: Date, language = 'en-GB') => ({ at: at.toISOString(), now: now.getTime(), language })
const said = (now: Date, language?: string) => momentInWords(en, when(now, language))

test('says today and yesterday by the calendar, and the date of anything older', () => {
  expect(said(new Date(2026, 4, 3, 23, 59))).toBe('today at 14:05')
  expect(said(new Date(2026, 4, 4, 0, 1))).toBe('yesterday at 14:05')
  expect(said(new Date(2026, 4, 5, 0, 1))).toBe('on 3 May 2026')
})

test('a clock that is a day behind makes no tomorrow of it', () => {
  expect(said(new Date(2026, 4, 2, 12))).toBe('on 3 May 2026')
})

test('is in the language that is asked for', () => {
  expect(said(new Date(2026, 4, 3, 20), 'de')).toBe('heute at 14:05')
  expect(said(new Date(2026, 5, 3), 'de')).toBe('on 3. Mai 2026')
})

test('leaves the time out where only the day matters', () => {
  expect(dayInWords(en, when(new Date(2026, 4, 3, 20)))).toBe('today')
  expect(dayInWords(en, when(new Date(2026, 4, 9)))).toBe('on 3 May 2026')
})
