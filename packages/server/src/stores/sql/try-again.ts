const mostRetries = 3

/** Milliseconds. Whoever waited longer than this is told, not asked to wait as long once more. */
const patience = 4000

/**
 * Runs a transaction, and runs it again where the database undid it to let another one through: a serialization
 * failure, a deadlock, SQLite that was busy. Three times at most, after a wait that differs for each.
 *
 * Nothing takes effect twice, as none of these errors leaves an effect, not even at COMMIT: PostgreSQL sends them
 * there only where it rolled back instead, and SQLite then keeps the transaction open until Kysely rolls it back,
 * which comes before the error is handed on. An answer that was lost on its way has no such code, and is not tried
 * again; nor is what waited for a lock (55P03) or took too long (57014), which would only wait as long once more.
 */
export async function tryAgain<T>(transaction: () => Promise<T>): Promise<T> {
  const began = performance.now()
  for (let retries = 0; ; retries++) {
    try {
      return await transaction()
    } catch (error) {
      const isOver = retries === mostRetries || performance.now() - began >= patience
      if (isOver || !gaveWay(error)) throw error
    }
    const longest = 20 * 2 ** retries
    await new Promise((resolve) => setTimeout(resolve, Math.random() * longest))
  }
}

/** As `pg`, the SQLite inside Node and other drivers of SQLite tell it. */
function gaveWay(error: unknown): boolean {
  if (isBusy(error)) return true
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // The last one is of a statement that was planned before a migration added to its table.
  return code === '40001' || code === '40P01' || code === '0A000' || /^SQLITE_BUSY(_|$)/.test(code)
}

/** The SQLite inside Node waits for another connection that writes. */
export function isBusy(error: unknown): boolean {
  const busy = 5
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === busy
}
