import { existsSync, readFileSync } from 'node:fs'
import type { Proof } from './row.ts'

/** A title stands right behind the parenthesis of `test` or `describe`; a story is an export. */
export function isThere({ file, title }: Proof): boolean {
  if (!existsSync(file)) return false
  const text = readFileSync(file, 'utf8')
  if (file.includes('.stories.')) return text.includes(`export const ${title}:`)
  const escaped = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return title !== '' && new RegExp(`\\(\\s*['"\`]${escaped}`).test(text)
}
