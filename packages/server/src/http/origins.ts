export type Origins = {
  readonly list: readonly string[]
  /** Strangers can reach the server: it is not only on this machine's loopback. */
  readonly production: boolean
  /** Cookies carry Secure and `__Host-`. */
  readonly secureCookies: boolean
}

/** Refuses an origin that is not one, and plain http that strangers could listen to. */
export function readOrigins(origins: readonly string[], insecureCookies: boolean): Origins {
  if (origins.length === 0)
    throw new Error("createKeystep: origins is empty. Name your site: ['https://acme.example'].")
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new Error(`createKeystep: "${origin}" is not an origin. Write scheme and host only: https://acme.example.`)
    }
    if (!isLoopback(origin) && !origin.startsWith('https:') && !insecureCookies) {
      throw new Error(
        `createKeystep: "${origin}" is plain http, where anybody on the way can take the session. ` +
          'Use https, or say insecureCookies: true.',
      )
    }
  }
  return {
    list: origins,
    production: !origins.every(isLoopback),
    secureCookies: origins.some((origin) => origin.startsWith('https:')),
  }
}

function isLoopback(origin: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname)
}
