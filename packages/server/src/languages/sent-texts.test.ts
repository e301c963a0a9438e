import { expect, test } from 'vitest'
import { en } from './en.ts'
import { sentTexts } from './sent-texts.ts'

test.for([null, 'en', 'EN', 'en-GB', 'xx', '', 'constructor', '__proto__', 'toString-x'])(
  'the language %j has its texts, or the English ones',
  (language) => {
    expect(sentTexts(language)).toBe(en)
  },
)
