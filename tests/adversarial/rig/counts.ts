/** How often each answer came: by its code where it is a refusal, else by the state it leads to. */
export type Counts = Readonly<Record<string, number>>

/** What an answer says, in a word. */
export async function wordOf(response: Response): Promise<string> {
  const body = (await response.json()) as { readonly code?: string; readonly state?: string }
  return body.code ?? body.state ?? String(response.status)
}

/** Each call, with the word of its answer. */
export function words(calls: readonly (() => Promise<Response>)[]): readonly (() => Promise<string>)[] {
  return calls.map((call) => async () => await wordOf(await call()))
}

export function countWords(given: readonly string[]): Counts {
  const counts: Record<string, number> = {}
  for (const word of given) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
