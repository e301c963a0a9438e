const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The bytes of a printed key (RFC 4648), spaces and dashes forgiven; null for anything else, or fewer than 16 bytes. */
export function readKey(text: string, encoding: 'base32' | 'hex'): Uint8Array<ArrayBuffer> | null {
  const plain = text.replaceAll(/[\s-]/g, '').replace(/=+$/, '').toUpperCase()
  const bits = encoding === 'hex' ? bitsOf(plain, '0123456789ABCDEF', 4) : bitsOf(plain, alphabet, 5)
  const bytes = bits?.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []
  const isWhole = encoding === 'base32' || plain.length % 2 === 0
  return isWhole && bytes.length >= 16 && bytes.length <= 64 ? Uint8Array.from(bytes) : null
}

function bitsOf(text: string, digits: string, width: number): string | null {
  const values = Array.from(text, (char) => digits.indexOf(char))
  return values.includes(-1) ? null : values.map((value) => value.toString(2).padStart(width, '0')).join('')
}
