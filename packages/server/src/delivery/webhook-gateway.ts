import type { CallGateway } from './call-gateway.ts'
import type { EmailGateway } from './email-gateway.ts'
import { isSecureUrl } from './is-secure-url.ts'
import { postOnce } from './post-once.ts'
import type { TextGateway } from './text-gateway.ts'

export type WebhookGatewayOptions = {
  /** The app's own sender; https, or on this machine. */
  readonly url: string
  /** Base64 of 24 bytes or more, with or without `whsec_` before it. */
  readonly secret: string
  /** How long an answer may take, in seconds. @default 10 */
  readonly timeoutSeconds?: number
  /** @default the global fetch */
  readonly fetch?: typeof globalThis.fetch
  /** Epoch milliseconds. @default Date.now */
  readonly clock?: () => number
}

/**
 * Hands what is to be sent to a sender of the app's own, signed after Standard Webhooks (standardwebhooks.com):
 * `{ type: 'email', to, subject, text, html? }`, `{ type: 'text', to, text }` or `{ type: 'call', to, language, say }`,
 * where `say` is `{ greeting, noKey, beforeCode, digits, again, goodbye }`. A caller waits for a key before `beforeCode`,
 * so that no voicemail hears the code. Asked once: it is the user who may ask again, and they are told the truth.
 */
export function webhookGateway(options: WebhookGatewayOptions): EmailGateway & TextGateway & CallGateway {
  const { url, secret, timeoutSeconds = 10, fetch = globalThis.fetch.bind(globalThis), clock = Date.now } = options
  if (!isSecureUrl(url)) throw new Error('webhookGateway: url must be https, since codes go there.')
  const key = importKey(secret)

  async function send(message: Readonly<Record<string, unknown>>): Promise<void> {
    const body = JSON.stringify(message)
    const id = `msg_${crypto.randomUUID()}`
    const timestamp = String(Math.floor(clock() / 1000))
    const signature = await sign(await key, `${id}.${timestamp}.${body}`)
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    }
    const response = await postOnce({ fetch, url, headers, body, timeoutSeconds, name: 'The webhook' })
    // The status is the whole answer; how the body ends, it may say in words of its own.
    await response.body?.cancel().catch(() => {})
    if (!response.ok) throw new Error(`The webhook did not take a message: it answered ${response.status}.`)
  }

  return {
    sendEmail: ({ to, subject, text, html }) =>
      send({ type: 'email', to, subject, text, ...(html !== undefined && { html }) }),
    sendText: ({ to, text }) => send({ type: 'text', to, text }),
    call: ({ to, script: { language, greeting, noKey, beforeCode, digits, again, goodbye } }) =>
      send({ type: 'call', to, language, say: { greeting, noKey, beforeCode, digits, again, goodbye } }),
  }
}

function importKey(secret: string): Promise<CryptoKey> {
  const base64 = secret.replace(/^whsec_/, '')
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0
  const bytes = isBase64 ? Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) : new Uint8Array()
  if (bytes.length < 24) throw new Error('webhookGateway: secret must be base64 of 24 bytes or more.')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

async function sign(key: CryptoKey, content: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(content))
  return btoa(String.fromCharCode(...new Uint8Array(mac)))
}
