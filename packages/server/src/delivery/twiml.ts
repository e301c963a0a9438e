import type { CallScript } from './call-gateway.ts'
import { twilioVoice } from './twilio-voice.ts'

/** Says who calls and waits for a key, which no voicemail presses (twilio.com/docs/voice/twiml/gather). */
export function greetingTwiml({ language, greeting, noKey }: CallScript): string {
  const voice = twilioVoice(language)
  // Any key will do, # too; without `action` the same URL is asked again, now with `Digits`.
  const gather = `<Gather timeout="15" numDigits="1" finishOnKey="">${say(voice, greeting)}</Gather>`
  return response(`${gather}${say(voice, noKey)}`)
}

/** Says the code twice, a digit at a time. */
export function codeTwiml({ language, beforeCode, digits, again, goodbye }: CallScript): string {
  const voice = twilioVoice(language)
  const spelled = Array.from(digits, (digit) => `${say(voice, digit)}<Pause length="1"/>`).join('')
  return response(`${say(voice, beforeCode)}${spelled}${say(voice, again)}${spelled}${say(voice, goodbye)}`)
}

/** For a call that has nothing left to say. */
export const hangUpTwiml = response('<Hangup/>')

function response(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`
}

function say(voice: string, words: string): string {
  return `<Say language="${voice}">${escapeXml(words)}</Say>`
}

/** No control character is XML, not even escaped: a parser would refuse all of it. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
}
