import { isKeystepError, problem, statusOf } from '@keystep/contract'
import {
  type Inbox,
  inboxGateway,
  type Keystep,
  type KeystepEnv,
  migrate,
  type SlowHash,
  type Store,
} from '@keystep/server'
import { scryptHash } from '@keystep/server/node'
import { Hono } from 'hono'
import { demoApi } from './demo-api.ts'
import { demoKeystep } from './demo-keystep.ts'
import { inboxPage } from './inbox-page.ts'
import { openNotes } from './notes.ts'
import { openDemoDatabase } from './open-demo-database.ts'
import { page } from './page.ts'
import { seedPeople, type Seeded } from './seed-people.ts'

export type DemoOptions = {
  /** `file:` and the path of a SQLite file, `:memory:`, or `postgres://`. */
  readonly databaseUrl: string
  /** At least 32 bytes; what seals the keys of authenticator apps. */
  readonly key: string
  /** Where the page lives; the first one is where mailed links lead. */
  readonly origins: readonly [string, ...string[]]
  /** For tests: epoch milliseconds. @default the database's, or Date.now */
  readonly clock?: () => number
  /** @default scryptHash() */
  readonly hash?: SlowHash
}

export type Demo = {
  /** Everything the demo serves: `/auth`, `/api`, `/demo/inbox` and the page. */
  readonly app: Hono<KeystepEnv>
  readonly keystep: Keystep
  readonly store: Store
  readonly inbox: Inbox
  /** Makes ada, olga and mary on a new database, and tells once what they sign in with; null on one that has them. */
  readonly seed: () => Promise<Seeded | null>
  readonly close: () => Promise<void>
}

/** A small app that people would recognise, a vault of notes, on one database. */
export async function createDemo(options: DemoOptions): Promise<Demo> {
  const { key, origins, hash = scryptHash() } = options
  const { database, clock: ownClock } = await openDemoDatabase(options.databaseUrl)
  const { clock = ownClock } = options
  await migrate(database)
  const notes = await openNotes(database, clock)
  const inbox = inboxGateway(clock)
  const parts = { database, inbox, key, origins, hash }
  const { keystep, store, passwords } = demoKeystep({ ...parts, clock, notices: inbox })

  const stop = keystep.start()

  const app = new Hono<KeystepEnv>()
  app.onError((error, c) => {
    if (isKeystepError(error) && error.code !== 'unreachable') {
      return c.json(problem(error.code, error.details), statusOf[error.code])
    }
    console.error(error)
    return c.json(problem('unavailable'), 503)
  })
  app.route('/auth', keystep.app)
  app.route('/api', demoApi({ keystep, passwords, notes }))
  app.route('/demo/inbox', inboxPage(inbox))
  app.route('/', page())

  return {
    app,
    keystep,
    store,
    inbox,
    // A minute ago, so that the code on ada's phone is not used up when somebody signs in at once.
    seed: () => seedPeople(demoKeystep({ ...parts, clock: () => clock() - 60_000 }), { origin: origins[0], notes }),
    async close() {
      await stop()
      await database.destroy()
    },
  }
}
