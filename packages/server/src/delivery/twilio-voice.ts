/** What `<Say language>` takes (Twilio's TwiML reference); of a language with several, the first is for the others. */
const voices = `
  af-ZA am-ET ar-XA ar-AE bg-BG bn-IN ca-ES cs-CZ cy-GB da-DK de-DE de-AT el-GR en-US en-AU en-CA en-GB en-IE en-IN
  en-NZ en-ZA es-ES es-MX es-US eu-ES fi-FI fil-PH fr-FR fr-BE fr-CA gl-ES gu-IN he-IL hi-IN hu-HU id-ID is-IS it-IT
  ja-JP kn-IN ko-KR lt-LT lv-LV ml-IN mr-IN ms-MY nb-NO nl-NL nl-BE pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sr-RS
  sv-SE ta-IN te-IN th-TH tr-TR uk-UA vi-VN yue-HK zh-CN zh-HK zh-TW`
  .trim()
  .split(/\s+/)

const norwegian = ['no', 'nn']

/**
 * The voice for a language (BCP 47): of its region, of the region where it is spoken most, or of the same language
 * elsewhere. A language Twilio does not speak is read in English: the sentences come out badly then, yet the digits are
 * heard one by one, and the screen says in the user's words what to do with them. A call that is refused, or a `<Say>`
 * that Twilio skips, would leave them without a code. An app that knows such users gives English words for `callScript`.
 */
export function twilioVoice(tag: string): string {
  const locale = maximize(tag)
  if (locale === null) return 'en-US'
  const language = norwegian.includes(locale.language) ? 'nb' : locale.language
  const exact = `${language}-${locale.region}`
  return voices.find((voice) => voice === exact) ?? voices.find((voice) => voice.startsWith(`${language}-`)) ?? 'en-US'
}

function maximize(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag).maximize()
  } catch {
    return null
  }
}
