import { en, type SentTexts } from './en.ts'
import { nl } from './nl.ts'

/** An app's own words, by language (BCP 47, or its base) and key. What it does not give stays as it is. */
export type OwnTexts = Readonly<Record<string, Partial<SentTexts>>>

/** The texts of a language, or of its base, or the English ones. */
export type FindTexts = (language: string | null) => SentTexts

const languages: ReadonlyMap<string, SentTexts> = new Map([
  ['en', en],
  ['nl', nl],
])

/** By the user's language. A language that only the app knows begins from the English texts. */
export function createSentTexts(own: OwnTexts = {}): FindTexts {
  const known = new Map(languages)
  for (const [tag, texts] of Object.entries(own)) {
    const lower = tag.toLowerCase()
    known.set(lower, { ...(languages.get(lower) ?? languages.get(baseOf(lower)) ?? en), language: tag, ...texts })
  }
  return (language) => {
    const tag = language?.toLowerCase() ?? 'en'
    return known.get(tag) ?? known.get(baseOf(tag)) ?? known.get('en') ?? en
  }
}

function baseOf(tag: string): string {
  return tag.split('-')[0] ?? ''
}
