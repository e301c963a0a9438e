import { expect, test } from 'vitest'
import { twilioVoice } from './twilio-voice.ts'

test.for([
  ['en', 'en-US'],
  ['EN-gb', 'en-GB'],
  ['en-SG', 'en-US'],
  ['nl', 'nl-NL'],
  ['nl-BE', 'nl-BE'],
  ['nl-SR', 'nl-NL'],
  ['sv', 'sv-SE'],
  ['ja', 'ja-JP'],
  ['da', 'da-DK'],
  ['lt', 'lt-LT'],
  ['pl', 'pl-PL'],
  ['tr', 'tr-TR'],
  ['vi', 'vi-VN'],
  ['ar', 'ar-XA'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-PT'],
  ['fr-CH', 'fr-FR'],
  ['no', 'nb-NO'],
  ['nn', 'nb-NO'],
  ['sr-Latn', 'sr-RS'],
  ['zh-Hans', 'zh-CN'],
  ['zh-Hant', 'zh-TW'],
  ['zh-HK', 'zh-HK'],
  ['yue', 'yue-HK'],
  ['he', 'he-IL'],
] as const)('%s is spoken as %s', ([language, voice]) => {
  expect(twilioVoice(language)).toBe(voice)
})

test.for(['fa', 'sw', 'xx', '', 'not a tag', 'constructor', '"><Hangup/>'])('%j is read in English', (language) => {
  expect(twilioVoice(language)).toBe('en-US')
})
