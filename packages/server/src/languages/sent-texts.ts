import { en, type SentTexts } from './en.ts'

const languages: Readonly<Record<string, SentTexts>> = { en }

/** By the user's language (BCP 47), else by its base, else English. */
export function sentTexts(language: string | null): SentTexts {
  const tag = language?.toLowerCase() ?? 'en'
  return languages[tag] ?? languages[tag.split('-')[0] ?? ''] ?? en
}
