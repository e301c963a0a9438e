import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Kysely } from 'kysely'
import type { Tables } from '../stores/sql/tables.ts'
import { NodeSqliteDialect } from './sqlite-dialect.ts'

/** Opens the SQLite file of a `file:` address, and makes it and its folder where they are missing; or `:memory:`. */
export function openDatabase(url: string): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new NodeSqliteDialect(pathOf(url)) })
}

function pathOf(url: string): string {
  if (url === ':memory:') return url
  if (url.startsWith('file://')) return fileURLToPath(url)
  const path = url.startsWith('file:') ? url.slice('file:'.length) : ''
  if (path !== '') return resolve(path)
  // Only the scheme: the rest of an address may hold a password.
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? 'an address without a scheme'
  throw new Error(
    `openDatabase: cannot open ${scheme}. Supported are a SQLite file, such as file:./data/keystep.db, and :memory:.`,
  )
}
