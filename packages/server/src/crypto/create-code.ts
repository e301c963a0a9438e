import type { Random } from './random.ts'

/** Random digits, each as likely as the next, leading zeros among them (NIST SP 800-63B-4, 3.1.3.2). */
export function createCode(digits: number, random: Random): string {
  let code = ''
  while (code.length < digits) {
    // 250 is the largest multiple of ten in a byte: what is above would make low digits likelier.
    for (const byte of random(digits)) if (byte < 250 && code.length < digits) code += String(byte % 10)
  }
  return code
}
