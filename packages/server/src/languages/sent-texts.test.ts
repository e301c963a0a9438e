import { expect, test } from 'vitest'
import { en } from './en.ts'
import { nl } from './nl.ts'
import { createSentTexts } from './sent-texts.ts'

test.for([null, 'en', 'EN', 'en-GB', 'xx', '', 'constructor', '__proto__', 'toString-x'])(
  'the language %j has its texts, or the English ones',
  (language) => {
    expect(createSentTexts()(language)).toBe(en)
  },
)

test.for(['nl', 'NL', 'nl-BE'])('%s is Dutch', (language) => {
  expect(createSentTexts()(language)).toBe(nl)
})

test('an app changes a text of a language, and the others stay', () => {
  const texts = createSentTexts({ en: { enrolmentRequiredTitle: 'Two steps, please' } })
  expect(texts('en-GB')).toEqual({ ...en, enrolmentRequiredTitle: 'Two steps, please' })
  expect(texts('xx').enrolmentRequiredTitle).toBe('Two steps, please')
  expect(texts('nl')).toBe(nl)
})

test('an app brings a language, or a region of one', () => {
  const texts = createSentTexts({ fr: { emailCodeSubject: ({ code }) => `${code} : votre code` }, 'nl-BE': {} })
  expect(texts('fr-CA').emailCodeSubject({ code: '1', issuer: 'Acme' })).toBe('1 : votre code')
  expect(texts('fr').enrolmentRequiredTitle).toBe(en.enrolmentRequiredTitle)
  expect(texts('nl-BE')).toEqual({ ...nl, language: 'nl-BE' })
})
