import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CliError } from './cli-error.ts'

/** A SQLite file by its whole path, or a PostgreSQL by its address, which may hold a password. */
export type Address = { readonly path: string } | { readonly url: string }

/** What an address names, in the ways `openDatabase` and `openPostgres` read it. */
export function readAddress(url: string | undefined): Address {
  if (url === undefined || url === '') {
    throw new CliError(
      'Say which database: set DATABASE_URL to file:./data/keystep.db or postgres://…, or give --database.',
      2,
    )
  }
  if (/^postgres(ql)?:/i.test(url)) return { url }
  if (url.startsWith('file://')) return { path: pathOf(url) }
  const path = url.startsWith('file:') ? url.slice('file:'.length) : ''
  if (path !== '') return { path: resolve(path) }
  // Only the scheme: the rest of an address may hold a password.
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? 'An address without a scheme'
  throw refusal(`${scheme} cannot be opened.`)
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url)
  } catch {
    throw refusal('file:// is followed by a whole path, as in file:///srv/keystep.db.')
  }
}

function refusal(sentence: string): CliError {
  return new CliError(
    `${sentence} Give a SQLite file as file:./data/keystep.db, a PostgreSQL as postgres://user@host/database.`,
    2,
  )
}

/** Refuses a path without a file: a new one would hold nobody, and hide that the path is wrong. */
export function requireFile(path: string): void {
  if (existsSync(path)) return
  throw new CliError(`There is no database ${path}. Check the path, or make one with keystep migrate.`)
}
