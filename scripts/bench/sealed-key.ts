import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

// The envelope in which Keystep keeps keys, by hand: what fills the database writes it, and the bare handler opens it.

export const benchKey = { id: 'bench', secret: 'a key for measuring, of 32 bytes or more' } as const

const key = Buffer.from(hkdfSync('sha256', benchKey.secret, '', 'keystep secret box', 32))
const start = `v1.${benchKey.id}.`
const algorithm = 'aes-256-gcm'

/** Of an authenticator app. */
export type Place = { readonly userId: string; readonly deviceId: string }

function bind({ userId, deviceId }: Place): Buffer {
  return Buffer.from(`v1|device|totp|${userId}|${deviceId}`)
}

export function sealKey(secret: Uint8Array, place: Place): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(bind(place))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  return `${start}${nonce.toString('base64url')}.${sealed.toString('base64url')}`
}

/** Throws for what was sealed elsewhere. */
export function openKey(envelope: string, place: Place): Buffer {
  const [nonce = '', text = ''] = envelope.slice(start.length).split('.')
  const sealed = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'base64url')).setAAD(bind(place))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
}
