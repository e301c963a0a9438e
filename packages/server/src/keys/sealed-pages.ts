import type { SealedSecret } from '../stores/records.ts'
import type { SecretPage } from '../stores/secret-requests.ts'
import type { Store } from '../stores/store.ts'

export type SealedPages = Partial<Pick<SecretPage, 'limit' | 'except'>>

/** Everything that is kept sealed, page by page. Each page is asked for behind the last one, whatever came of that. */
export async function* sealedPages(
  store: Pick<Store, 'sealedSecrets'>,
  { limit = 200, except }: SealedPages = {},
): AsyncGenerator<readonly SealedSecret[]> {
  let after: string | undefined = ''
  while (after !== undefined) {
    const page: readonly SealedSecret[] = await store.sealedSecrets({
      after,
      limit,
      ...(except !== undefined && { except }),
    })
    if (page.length > 0) yield page
    after = page.length < limit ? undefined : page.at(-1)?.id
  }
}
