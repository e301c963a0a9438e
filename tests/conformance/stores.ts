import { onTestFinished } from 'vitest'
import { memoryStore, migrate, sqlStore, type Store } from '@keystep/server'
import { openDatabase } from '@keystep/server/node'

export type MakeStore = (options: { readonly clock: () => number }) => Store | Promise<Store>

/** Each store by its name: what depends on one has to be right on both. */
export const stores: ReadonlyArray<readonly [string, MakeStore]> = [
  ['memory', memoryStore],
  [
    'SQLite',
    async ({ clock }) => {
      const database = openDatabase(':memory:')
      onTestFinished(() => database.destroy())
      await migrate(database)
      return sqlStore(database, { clock })
    },
  ],
]
