import { pathToFileURL } from 'node:url'
import type { Kysely } from 'kysely'
import { openDatabase } from '../node/open-database.ts'
import type { Tables } from '../stores/sql/tables.ts'
import { openForReading } from './open-for-reading.ts'
import { reachPostgres } from './reach-postgres.ts'
import type { Address } from './read-address.ts'

/** Closes the database afterwards, whatever happened: the process ends only then. */
export async function withDatabase<T>(
  address: Address,
  purpose: 'read' | 'write',
  work: (database: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  const database = await open(address, purpose)
  try {
    return await work(database)
  } finally {
    await database.destroy()
  }
}

async function open(address: Address, purpose: 'read' | 'write'): Promise<Kysely<Tables>> {
  if ('url' in address) return await reachPostgres(address.url)
  return purpose === 'read' ? openForReading(address.path) : openDatabase(pathToFileURL(address.path).href)
}
