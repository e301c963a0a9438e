import type { EmailGateway } from './email-gateway.ts'

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
 * Hands what is to be sent to a sender of the app's own: `{ type: 'email', to, subject, text, html? }`, signed after
 * Standard Webhooks (standardwebhooks.com). Asked once: it is the user who may ask again, and they are told the truth.
 */
export function webhookGateway(options: WebhookGatewayOptions): EmailGateway {
  const { url, secret, timeoutSeconds = 10, fetch = globalThis.fetch.bind(globalThis), clock = Date.now } = options
  refuseUrl(url)
  const key = importKey(secret)

  async function post(body: string): Promise<Response> {
    const id = `msg_${crypto.randomUUID()}`
    const timestamp = String(Math.floor(clock() / 1000))
    const signature = await sign(await key, `${id}.${timestamp}.${body}`)
    try {
      return await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        },
        body,
        // What was meant for one sender goes to no other.
        redirect: 'manual',
        signal: AbortSignal.timeout(Math.ceil(timeoutSeconds * 1000)),
      })
    } catch {
      // Without its cause, which may hold what was sent.
      throw new Error(`The webhook did not answer within ${timeoutSeconds} s, or could not be reached.`)
    }
  }

  return {
    async sendEmail({ to, subject, text, html }) {
      const body = JSON.stringify({ type: 'email', to, subject, text, ...(html !== undefined && { html }) })
      const response = await post(body)
      // The status is the whole answer; how the body ends, it may say in words of its own.
      await response.body?.cancel().catch(() => {})
      if (!response.ok) throw new Error(`The webhook did not take a message: it answered ${response.status}.`)
    },
  }
}

function refuseUrl(url: string): void {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' }
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback)) {
    throw new Error('webhookGateway: url must be https, since codes go there.')
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
