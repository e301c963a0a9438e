export type SignedByTwilio = {
  readonly authToken: string
  /** As it was given to Twilio. */
  readonly url: string
  readonly form: URLSearchParams
  /** The header `X-Twilio-Signature`. */
  readonly signature: string
}

/**
 * Whether a request is Twilio's own: HMAC-SHA1, by the account's token, over the URL and the form sorted by name
 * (twilio.com/docs/usage/security). Compared in constant time by `verify`.
 */
export async function isSignedByTwilio({ authToken, url, form, signature }: SignedByTwilio): Promise<boolean> {
  if (!/^[A-Za-z0-9+/]{27}=$/.test(signature)) return false
  const hmac = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', encode(authToken), hmac, false, ['verify'])
  const mac = Uint8Array.from(atob(signature), (char) => char.charCodeAt(0))
  const fields = sortedFields(form)
  const verdicts = spellings(url).map((spelled) => crypto.subtle.verify('HMAC', key, mac, encode(spelled + fields)))
  return (await Promise.all(verdicts)).includes(true)
}

/** Names and values without anything between; a value that came twice counts once. */
function sortedFields(form: URLSearchParams): string {
  const names = Array.from(new Set(form.keys())).toSorted()
  const values = (name: string) => Array.from(new Set(form.getAll(name))).toSorted()
  return names.flatMap((name) => values(name).map((value) => name + value)).join('')
}

/** Twilio signs sometimes with the port and sometimes without, whatever the URL has: its own libraries take both. */
function spellings(url: string): readonly string[] {
  const { protocol, hostname, port, pathname, search } = new URL(url)
  const numbered = port !== '' ? port : protocol === 'https:' ? '443' : '80'
  return [`${protocol}//${hostname}${pathname}${search}`, `${protocol}//${hostname}:${numbered}${pathname}${search}`]
}

function encode(text: string) {
  return new TextEncoder().encode(text)
}
