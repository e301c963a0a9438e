import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { SlowHash } from '../crypto/slow-hash.ts'

type Cost = { readonly N: number; readonly r: number; readonly p: number }

/** OWASP's scrypt setting of 16 MiB for what people choose. */
const forPasswords: Cost = { N: 2 ** 14, r: 8, p: 5 }
/** A backup token is 80 random bits; this much is for NIST SP 800-63B-4, section 3.1.2.2. */
const forTokens: Cost = { N: 2 ** 14, r: 8, p: 1 }

/** The platform's scrypt (RFC 7914), off the event loop. Text: `scrypt$N$r$p$salt$hash`. */
export function scryptHash(): SlowHash {
  return {
    async hash(password) {
      const salt = randomBytes(16)
      const { N, r, p } = forPasswords
      return [
        'scrypt',
        N,
        r,
        p,
        salt.toString('base64url'),
        (await run(password, salt, forPasswords)).toString('base64url'),
      ].join('$')
    },
    async verify(password, encoded) {
      const [name, N, r, p, salt, hash] = encoded.split('$')
      if (name !== 'scrypt' || !salt || !hash) throw new Error('A password hash is not readable.')
      const cost = { N: Number(N), r: Number(r), p: Number(p) }
      return timingSafeEqual(await run(password, Buffer.from(salt, 'base64url'), cost), Buffer.from(hash, 'base64url'))
    },
    async derive(token, salt) {
      return (await run(token, Buffer.from(salt), forTokens)).toString('base64url')
    },
  }
}

function run(text: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
