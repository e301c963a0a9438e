const DECIMAL_DIGIT = /\p{Nd}/u

/** The same text with the decimal digits of any script (٣, ३, ３) as ASCII ones, which is all the server knows. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)))
}

// Unicode encodes decimal digits as unbroken runs of ten from zero up, so the distance to the start of a run tells
// the value, also where several runs touch (the mathematical digits do).
function valueOf(digit: string): number {
  const codePoint = digit.codePointAt(0) ?? 0
  let start = codePoint
  while (DECIMAL_DIGIT.test(String.fromCodePoint(start - 1))) start -= 1
  return (codePoint - start) % 10
}
