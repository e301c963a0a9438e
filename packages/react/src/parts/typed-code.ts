import { codeInText } from './code-in-text.ts'
import { asciiDigits } from './ascii-digits.ts'

type TypedCode = { readonly value: string; readonly caret: number }

/** What a full or partly filled code becomes when the field holds `raw` and its caret stands at `caret`. */
export function typedCode(previous: string, raw: string, caret: number, length: number): TypedCode {
  const digits = onlyDigits(raw)
  const digitsBefore = onlyDigits(raw.slice(0, caret)).length
  if (digits.length <= length) return { value: digits, caret: digitsBefore }
  const typedOneMore = digits.length === previous.length + 1
  if (!typedOneMore) return { value: codeInText(raw, length), caret: length }
  // All slots are full: a digit typed among them replaces the one after the caret, as the slots suggest it would.
  return {
    value: (digits.slice(0, digitsBefore) + digits.slice(digitsBefore + 1)).slice(0, length),
    caret: digitsBefore,
  }
}

function onlyDigits(text: string): string {
  return asciiDigits(text).replace(/\D/g, '')
}
