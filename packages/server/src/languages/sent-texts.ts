import { en, type SentTexts } from './en.ts'

const languages: ReadonlyMap<string, SentTexts> = new Map([['en', en]])

/** By the user's language (BCP 47), else by its base, else English. */
export function sentTexts(language: string | null): SentTexts {
  const tag = language?.toLowerCase() ?? 'en'
  return languages.get(tag) ?? languages.get(tag.split('-')[0] ?? '') ?? en
}
