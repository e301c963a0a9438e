import { createHmac } from 'node:crypto'

export type Authenticator = {
  /** The code of now, or of so many steps from now. */
  code(offset?: number): string
  /** As many digits as a code, and right at no time near now. */
  wrongCode(): string
}

/** An authenticator app that is not the server's own arithmetic: RFC 6238 by hand, fed with what a QR code holds. */
export function createAuthenticator(otpauthUri: string, clock: () => number): Authenticator {
  const parameters = new URL(otpauthUri).searchParams
  const key = fromBase32(parameters.get('secret') ?? '')
  const digits = Number(parameters.get('digits') ?? 6)
  const period = Number(parameters.get('period') ?? 30)
  const algorithm = (parameters.get('algorithm') ?? 'SHA1').toLowerCase()

  function code(offset = 0): string {
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(Math.floor(clock() / 1000 / period) + offset))
    const mac = createHmac(algorithm, key).update(counter).digest()
    const at = (mac.at(-1) ?? 0) & 15
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
  }

  return {
    code,
    wrongCode() {
      const near = [-3, -2, -1, 0, 1, 2, 3].map(code)
      const candidates = ['000000', '111111', '222222', '333333', '444444', '555555', '666666', '777777']
      return candidates.find((candidate) => !near.includes(candidate)) ?? ''
    },
  }
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'))
  const bytes = bits.join('').match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}
