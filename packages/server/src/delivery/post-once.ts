export type Post = {
  readonly fetch: typeof globalThis.fetch
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutSeconds: number
  /** Who is asked, at the head of the sentence where they do not answer. */
  readonly name: string
}

/** Asked once: it is the user who may ask again, and they are told the truth. */
export async function postOnce({ fetch, url, headers, body, timeoutSeconds, name }: Post): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers,
      body,
      // What was meant for one receiver goes to no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.ceil(timeoutSeconds * 1000)),
    })
  } catch {
    // Without its cause, which may hold what was sent.
    throw new Error(`${name} did not answer within ${timeoutSeconds} s, or could not be reached.`)
  }
}
