import { asciiDigits } from './ascii-digits.ts'

/**
 * The code inside a text that was pasted or filled in: "Your code is 123 456" holds 123456. Without a whole code it
 * gives the digits there are, so that half a code can still be typed on.
 */
export function codeInText(text: string, length: number): string {
  const digits = asciiDigits(text)
  for (const pattern of codePatterns(length)) {
    const found = pattern.exec(digits)
    if (found) return found[0].replace(/\D/g, '')
  }
  return digits.replace(/\D/g, '').slice(0, length)
}

// From sure to unsure: "2026-11 code 123456" has six digits in its date as well, but only one unbroken run of six.
function codePatterns(length: number): readonly RegExp[] {
  const separator = String.raw`[\s\p{Pd}.·\u200e\u200f]`
  const halves = String.raw`\d{${length / 2}}${separator}{1,3}\d{${length / 2}}`
  const spread = String.raw`\d(?:${separator}{0,3}\d){${length - 1}}`
  return [String.raw`\d{${length}}`, halves, spread].map((body) => new RegExp(String.raw`(?<!\d)${body}(?!\d)`, 'u'))
}
