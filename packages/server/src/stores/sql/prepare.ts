import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import type { Database } from './tables.ts'

/** Stands in a statement for what each run is given. */
export type Given<Input> = <Value>(read: (input: Input) => Value) => Value

/**
 * A statement whose SQL is made once: building and compiling one takes several times as long as running it. What differs
 * from run to run is bound.
 */
export function prepare<Input, Row>(
  build: (database: Database, given: Given<Input>) => Compilable<Row>,
): (database: Database, input: Input) => Promise<QueryResult<Row>> {
  const known: Dialects<CompiledQuery<Row>> = { next: new WeakMap() }
  // A slot takes the place of a value, whose type it therefore has to claim.
  const given: Given<Input> = <Value>(read: (input: Input) => Value) => new Slot(read) as Value
  return async (database, input) => {
    const dialect = dialectOf(known, database)
    dialect.query ??= build(database, given).compile()
    const parameters = dialect.query.parameters.map((value) => (value instanceof Slot ? value.read(input) : value))
    return await database.executeQuery({ ...dialect.query, parameters })
  }
}

/** A slot for each column of a row that is written as it is given. */
export function slotsOf<Row>(columns: ReadonlyArray<keyof Row & string>, given: Given<Row>): Row {
  return Object.fromEntries(columns.map((column) => [column, given((row) => row[column])])) as Row
}

class Slot<Input, Value> {
  readonly read: (input: Input) => Value

  constructor(read: (input: Input) => Value) {
    this.read = read
  }
}

/** By what makes SQL of a statement: the adapter, and each plugin in turn. A transaction has those of its database. */
type Dialects<Query> = { query?: Query; readonly next: WeakMap<object, Dialects<Query>> }

function dialectOf<Query>(known: Dialects<Query>, database: Database): Dialects<Query> {
  const { adapter, plugins } = database.getExecutor()
  return [adapter, ...plugins].reduce((dialects, part) => {
    const next = dialects.next.get(part) ?? { next: new WeakMap() }
    dialects.next.set(part, next)
    return next
  }, known)
}
