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

const gsm7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/

for (const { language, codeText } of [en, nl]) {
  test.for(['login', 'step_up', 'setup'] as const)(
    `in ${language}, the text message for %s is one of its kind`,
    (purpose) => {
      const text = codeText({ code: '012345', issuer: 'Acme', minutes: 10, purpose, domain: 'acme.example' })
      expect(text.length).toBeLessThanOrEqual(160)
      expect(text).toMatch(gsm7)
      expect(text).toMatch(/^012345 .*Acme.* 10 min.*\n\n@acme\.example #012345$/)
      expect(text).not.toMatch(/https?:|www/)
      expect(text).toMatch(/Nobody will ever ask|Niemand zal je er ooit om vragen/)
    },
  )
}

test.for([en, nl])(
  'the call in $language is tagged with its language and keeps leading zeros',
  ({ language, callScript }) => {
    const script = callScript({ code: '00012345', issuer: 'Acme' })
    expect(script).toMatchObject({ language, digits: '00012345', greeting: expect.stringContaining('Acme') })
    expect(Object.values({ ...script, digits: '' }).join(' ')).not.toContain('12345')
  },
)

test('where only the words of a call are missing, they are tagged as the English they are', () => {
  const texts = createSentTexts({ fr: { emailCodeSubject: () => 'Votre code' } })('fr')
  expect(texts.language).toBe('fr')
  expect(texts.callScript({ code: '1', issuer: 'Acme' }).language).toBe('en')
})
