import { createHash, randomBytes } from 'node:crypto'
import type { Browser } from '../../server/browser.ts'
import type { Rig } from './open-rig.ts'
import type { Person } from './people.ts'

/**
 * Browsers that owe the second step of somebody's login, on the processes in turn: filed in the store, since so many
 * passwords at once are another attack.
 */
export async function pendingLogins(rig: Rig, { id }: Pick<Person, 'id'>, width: number): Promise<readonly Browser[]> {
  const user = await rig.store.findUser(id)
  if (!user) throw new Error(`There is no ${id}.`)
  return await Promise.all(
    Array.from({ length: width }, async (_, at) => {
      const token = `pen_${randomBytes(32).toString('base64url')}`
      const tokenHash = createHash('sha256').update(token).digest('base64url')
      await rig.store.openPending({
        tokenHash,
        userId: id,
        epoch: user.epoch,
        amr: ['pwd'],
        next: null,
        lifetime: 600_000,
      })
      const browser = rig.browser(at % rig.nodes.length)
      browser.cookies.set('keystep-login', token)
      return browser
    }),
  )
}

/** The same login in so many windows of one browser, on the processes in turn. */
export function windowsOf(rig: Rig, { cookies }: Browser, width: number): readonly Browser[] {
  return Array.from({ length: width }, (_, at) => {
    const page = rig.browser(at % rig.nodes.length)
    for (const [name, value] of cookies) page.cookies.set(name, value)
    return page
  })
}
