import type { SlowHash } from '@keystep/server'

/** SHA-256, so that a sign-in in a test takes no time. It says so itself, and a server for strangers refuses it. */
export function cheapHash(): SlowHash {
  return {
    cheap: true,
    async hash(password) {
      const salt = hex(crypto.getRandomValues(new Uint8Array(8)))
      return `cheap$${salt}$${await digest(password, salt)}`
    },
    async verify(password, encoded) {
      const [name, salt, hash] = encoded.split('$')
      if (name !== 'cheap' || !salt || !hash) throw new Error('A password hash is not readable.')
      return (await digest(password, salt)) === hash
    },
    derive: digest,
  }
}

async function digest(text: string, salt: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${salt}$${text}`))))
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
