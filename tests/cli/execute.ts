import { DatabaseSync } from 'node:sqlite'

/** Statements on a database file, past Keystep. */
export function execute(path: string, statements: string): void {
  const database = new DatabaseSync(path)
  database.exec(statements)
  database.close()
}
