import { type Kysely, sql } from 'kysely'
import type { Tables } from '../stores/sql/tables.ts'
import { CliError } from './cli-error.ts'

/** Opens a PostgreSQL that answers. Nothing of its address is repeated: a slip may put a password anywhere in it. */
export async function reachPostgres(url: string): Promise<Kysely<Tables>> {
  const openPostgres = await loadPostgres()
  const database = openPostgres({ url })
  try {
    await sql`select 1`.execute(database)
    return database
  } catch (error) {
    await database.destroy()
    throw refusalOf(error)
  }
}

async function loadPostgres() {
  try {
    const { openPostgres } = await import('../postgres/open-postgres.ts')
    return openPostgres
  } catch (error) {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new CliError('PostgreSQL is reached by the package pg, which is not installed here: npm install pg.')
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers at that address',
  ENOTFOUND: 'That address has a host which nobody knows',
  '28000': 'PostgreSQL lets nobody in under that name',
  '28P01': 'PostgreSQL refuses that user with that password',
  '3D000': 'PostgreSQL has no such database',
}

/** Without its cause, which may quote what it could not use. */
function refusalOf(error: unknown): CliError {
  const code = codeOf(error)
  if (code === 'ERR_INVALID_URL' || error instanceof URIError) {
    const sentence = 'The address of the database cannot be read. Write postgres://user:password@host:5432/database'
    return new CliError(`${sentence}, with %XX for what else than letters and digits is in the password.`, 2)
  }
  const reason = reasons[code] ?? 'PostgreSQL cannot be reached'
  return new CliError(`${reason}${code === '' ? '' : ` (${code})`}. Check DATABASE_URL or --database.`)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
