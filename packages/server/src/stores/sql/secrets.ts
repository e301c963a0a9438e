import type { SealedSecret } from '../records.ts'
import type { SecretPage } from '../secret-requests.ts'
import type { Store } from '../store.ts'
import type { Database } from './tables.ts'

type SecretVerbs = Pick<Store, 'sealedSecrets' | 'replaceSecret'>

export function secretVerbs(database: Database, clock: () => number): SecretVerbs {
  return {
    sealedSecrets: (page) => sealedSecrets(database, page, clock()),
    async replaceSecret({ deviceId, was, secret }) {
      const { numUpdatedRows } = await database
        .updateTable('keystep_devices')
        .set({ secret })
        .where('id', '=', deviceId)
        .where('secret', '=', was)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

async function sealedSecrets(
  database: Database,
  { after, limit, except }: SecretPage,
  now: number,
): Promise<readonly SealedSecret[]> {
  const page = database
    .selectFrom('keystep_devices')
    .select(['id', 'user_id as userId', 'method', 'secret'])
    .where('id', '>', after)
    .where('secret', 'is not', null)
    // An enrolment that lapsed is never tried again.
    .where((eb) => eb.or([eb('confirmed_at', 'is not', null), eb('expires_at', '>', now)]))
    .orderBy('id')
    .limit(limit)
    .$narrowType<{ secret: string }>()
  if (except === undefined) return await page.execute()
  // Not `like`, which takes an underscore for any character, and in SQLite a letter for either case.
  return await page
    .where((eb) => eb(eb.fn<string>('substr', ['secret', eb.lit(1), eb.lit(except.length)]), '!=', except))
    .execute()
}
