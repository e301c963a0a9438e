import { boundedText } from '../http/bounded-text.ts'
import type { CallGateway } from './call-gateway.ts'
import { isSecureUrl } from './is-secure-url.ts'
import { postOnce } from './post-once.ts'
import type { TextGateway } from './text-gateway.ts'
import { twilioHook } from './twilio-hook.ts'

export type TwilioGatewayOptions = {
  /** `AC…`, as the Twilio console shows it. */
  readonly accountSid: string
  readonly authToken: string
  /** Where texts and calls come from: a number of the account, in E.164. For texts alone, a sender's name will do too. */
  readonly from?: string
  /** `MG…`: sends the texts in place of `from`. Calls still come from `from`. */
  readonly messagingServiceSid?: string
  /** Where Twilio reaches this server's hooks, such as `https://acme.example/auth/hooks`. Only calls need it. */
  readonly hooksUrl?: string
  /** How long an answer may take, in seconds. @default 10 */
  readonly timeoutSeconds?: number
  /** @default the global fetch */
  readonly fetch?: typeof globalThis.fetch
  /** Of a region of Twilio's, such as `https://api.dublin.ie1.twilio.com`. @default 'https://api.twilio.com' */
  readonly apiUrl?: string
}

/**
 * Texts and calls by Twilio, without its library. A call says nothing until a key is pressed, and the code is in no URL:
 * Twilio asks for the words at `hooksUrl`, and what it asks is checked by its signature. Asked once: it is the user who
 * may ask again, and they are told the truth.
 */
export function twilioGateway(options: TwilioGatewayOptions): TextGateway & CallGateway {
  refuseOptions(options)
  const { accountSid, authToken, from = '', messagingServiceSid, hooksUrl, timeoutSeconds = 10 } = options
  const { fetch = globalThis.fetch.bind(globalThis), apiUrl = 'https://api.twilio.com' } = options
  const account = `${withoutSlash(apiUrl)}/2010-04-01/Accounts/${accountSid}`
  const headers = {
    authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`,
    'content-type': 'application/x-www-form-urlencoded',
  }
  const hooks = hooksUrl === undefined ? '' : withoutSlash(hooksUrl)
  const urlOf = (id: string) => `${hooks}/twilio/${encodeURIComponent(id)}`

  async function post(resource: 'Messages' | 'Calls', form: Readonly<Record<string, string>>): Promise<void> {
    // Twilio also takes `whatsapp:`, `client:` and `sip:`, which are other ways out than the one that was asked for.
    if (!isNumber(form['To'])) throw new Error('Twilio was not asked: that is not a number in E.164.')
    const url = `${account}/${resource}.json`
    const body = new URLSearchParams(form).toString()
    const response = await postOnce({ fetch, url, headers, body, timeoutSeconds, name: 'Twilio' })
    if (!response.ok) {
      throw new Error(`Twilio did not take it: it answered ${response.status}${await reason(response)}.`)
    }
    // What was taken was taken, however the body ends.
    await response.body?.cancel().catch(() => {})
  }

  return {
    sendText: ({ to, text }) =>
      post('Messages', {
        To: to,
        ...(messagingServiceSid !== undefined ? { MessagingServiceSid: messagingServiceSid } : { From: from }),
        Body: text,
      }),
    async call({ to, hookId }) {
      if (hooksUrl === undefined) {
        throw new Error('twilioGateway: calls need hooksUrl, such as https://acme.example/auth/hooks.')
      }
      await post('Calls', { To: to, From: from, Timeout: '15', Url: urlOf(hookId), Method: 'POST' })
    },
    ...(hooksUrl !== undefined && { hook: twilioHook({ authToken, urlOf }) }),
  }
}

function refuseOptions({ accountSid, authToken, from, messagingServiceSid, hooksUrl, apiUrl }: TwilioGatewayOptions) {
  const wrong =
    (!/^AC[0-9A-Za-z]+$/.test(accountSid) && 'accountSid must be the AC… of the Twilio console.') ||
    (!/^[\x21-\x7e]+$/.test(authToken) && 'authToken must be the auth token of the Twilio console.') ||
    (!from && messagingServiceSid === undefined && 'give from or messagingServiceSid: somebody must be the sender.') ||
    (messagingServiceSid !== undefined &&
      !/^MG[0-9A-Za-z]+$/.test(messagingServiceSid) &&
      'messagingServiceSid must be the MG… of a messaging service.') ||
    (hooksUrl !== undefined &&
      !isPlainUrl(hooksUrl) &&
      'hooksUrl must be https, without a query: codes are said there.') ||
    (hooksUrl !== undefined && !isNumber(from) && 'calls need from, a number such as +31201234567.') ||
    (apiUrl !== undefined && !isPlainUrl(apiUrl) && 'apiUrl must be https, without a query: codes go there.')
  if (wrong !== false) throw new Error(`twilioGateway: ${wrong}`)
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^\+[1-9]\d{4,14}$/.test(text)
}

function isPlainUrl(url: string): boolean {
  return isSecureUrl(url) && !/[?#@]/.test(url)
}

/** As Twilio will spell it when it signs. */
function withoutSlash(url: string): string {
  return new URL(url).href.replace(/\/+$/, '')
}

/** Twilio's number for what is wrong (twilio.com/docs/api/errors), of five digits; its sentence repeats who was called. */
async function reason(response: Response): Promise<string> {
  try {
    const { code } = JSON.parse((await boundedText(response.body, 64 * 1024)) ?? '') as { readonly code?: unknown }
    return /^\d{5}$/.test(String(code)) ? `, error ${String(code)}` : ''
  } catch {
    return ''
  }
}
