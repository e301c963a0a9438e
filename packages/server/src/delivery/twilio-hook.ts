import { requestText } from '../http/request-text.ts'
import type { CallHook } from './call-gateway.ts'
import { codeTwiml, greetingTwiml, hangUpTwiml } from './twiml.ts'
import { isSignedByTwilio } from './twilio-signature.ts'

export type TwilioHookOptions = {
  readonly authToken: string
  /** The URL of a call, as it was given to Twilio. */
  readonly urlOf: (id: string) => string
}

/** Twilio asks twice: once somebody picked up, and once they pressed a key (`Digits`). */
export function twilioHook({ authToken, urlOf }: TwilioHookOptions): CallHook {
  return {
    gateway: 'twilio',
    async answer(request, id, find) {
      const signature = request.headers.get('x-twilio-signature')
      const body = signature === null ? null : await requestText(request, 64 * 1024)
      if (signature === null || body === null) return null
      const form = new URLSearchParams(body)
      // Our own URL, not the one of the request: a proxy changes that, and its Host is whatever the client says.
      if (!(await isSignedByTwilio({ authToken, url: urlOf(id), form, signature }))) return null
      const script = await find()
      if (script === null) return twiml(hangUpTwiml)
      return twiml(form.get('Digits') ? codeTwiml(script) : greetingTwiml(script))
    },
  }
}

function twiml(document: string): Response {
  return new Response(document, { headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' } })
}
