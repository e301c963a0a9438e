import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, createKeystep, migrate, passwords, sqlStore, type TableNames, totp } from '@keystep/server'
import { openDatabase, scryptHash } from '@keystep/server/node'
import { Hono } from 'hono'
import { onTestFinished, vi } from 'vitest'
import { createAuthenticator } from '../server/authenticator.ts'
import { createBrowser } from '../server/browser.ts'
import { cheapHash } from '../server/cheap-hash.ts'

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string }

const origin = 'http://localhost:3000'
const password = 'correct horse battery'
const main = join(import.meta.dirname, '../../packages/server/src/cli/main.ts')

// Each run is a process of its own, and on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 })

/** A folder that goes with the test. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keystep-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs the command line, as a process of its own. */
export function runKeystep(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const { DATABASE_URL: _database, KEYSTEP_KEYS: _keys, ...surroundings } = process.env
  const options = { env: { ...surroundings, ...env }, cwd: import.meta.dirname }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=@keystep/source', main, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

/** A server on a file, which goes on running, and the command line on the same file. */
export async function openScene() {
  const path = join(openFolder(), 'keystep.db')
  const url = `file:${path}`
  return { path, ...(await openSceneOn({ url, database: openDatabase(url) })) }
}

export type SceneDatabase = {
  readonly url: string
  readonly database: ReturnType<typeof openDatabase>
  readonly names?: TableNames
}

/** The same on any database. */
export async function openSceneOn({ url, database, names = {} }: SceneDatabase) {
  await migrate(database, names)
  const store = sqlStore(database, names)
  const builtIn = passwords({ store, hash: cheapHash })
  const keystep = createKeystep({
    store,
    firstFactor: builtIn,
    issuer: 'Acme',
    origins: [origin],
    keys: [{ id: 'first', secret: 'a key for tests, of 32 bytes or more' }],
    methods: [totp(), backup({ hash: scryptHash() })],
  })
  const app = new Hono().route('/auth', keystep.app)
  let open = true
  const close = async () => {
    if (open) await database.destroy()
    open = false
  }
  onTestFinished(close)

  async function passwordStep(id: string) {
    const browser = createBrowser(app, origin)
    const state = await browser.auth.login.start({ identifier: `${id}@example.com`, password })
    return { browser, state }
  }

  return {
    store,
    keystep,
    /** The server stops. */
    close,
    run: (...args: readonly string[]) => runKeystep(args, { DATABASE_URL: url }),
    passwordStep,
    signUp: (id: string) => builtIn.create({ id, identifier: `${id}@example.com` }, password),
    /** A user with an authenticator app and backup tokens, and the browser in which they are signed in. */
    signUpWithPhone: async (id: string) => {
      await builtIn.create({ id, identifier: `${id}@example.com` }, password)
      const { browser } = await passwordStep(id)
      const begun = await browser.auth.devices.begin({ method: 'totp', requestKey: 'first' })
      const code = createAuthenticator(begun.otpauthUri ?? '', Date.now).code()
      const { backupTokens = [] } = await browser.auth.devices.confirm({ id: begun.device.id, code })
      return { browser, backupTokens }
    },
    /** Signs in with the password and a backup token. */
    signInWith: async (id: string, token: string) => {
      const { browser, state } = await passwordStep(id)
      const devices = state.state === 'second_factor' ? state.devices : []
      const deviceId = devices.find(({ method }) => method === 'backup')?.id ?? ''
      return await browser.auth.login.verify({ deviceId, code: token })
    },
  }
}
