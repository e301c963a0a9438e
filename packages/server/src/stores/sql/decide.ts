import type { Expression } from 'kysely'
import type { User } from '../records.ts'
import { userOf } from './records.ts'
import { prepare } from './prepare.ts'
import type { Database, UserRow } from './tables.ts'
import { tryAgain } from './try-again.ts'

class Refusal<T> extends Error {
  readonly answer: T
  constructor(answer: T) {
    super('refused')
    this.answer = answer
  }
}

/**
 * One transaction, all or nothing. `return refuse(answer)` undoes what was written and gives that answer. `work` is
 * begun anew where the database undid it for another one's sake, so it keeps nothing outside the transaction.
 */
export async function decide<T>(
  database: Database,
  work: (transaction: Database, refuse: (answer: T) => never) => Promise<T>,
): Promise<T> {
  const refuse = (answer: T): never => {
    throw new Refusal(answer)
  }
  try {
    return await tryAgain(() => database.transaction().execute((transaction) => work(transaction, refuse)))
  } catch (error) {
    if (error instanceof Refusal) return (error as Refusal<T>).answer
    throw error
  }
}

/**
 * Takes the row of a user for the rest of the transaction: whatever is decided about one user is decided one after
 * another, so what is read behind this line stays true. A write, because SQLite refuses a transaction that read first
 * and was overtaken before it wrote.
 */
export async function lockUser(transaction: Database, id: string | Expression<string>): Promise<User | null> {
  const found = typeof id === 'string' ? (await lockById(transaction, id)).rows : await lock(transaction, id).execute()
  const [row] = found
  return row === undefined ? null : userOf(row)
}

function lock(transaction: Database, id: string | Expression<string>) {
  return transaction
    .updateTable('keystep_users')
    .set((eb) => ({ epoch: eb.ref('epoch') }))
    .where('id', '=', id)
    .returningAll()
}

const lockById = prepare<string, UserRow>((database, given) =>
  lock(
    database,
    given((id) => id),
  ),
)
