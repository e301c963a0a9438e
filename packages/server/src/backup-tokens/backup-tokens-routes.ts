import { isoOrNull } from '../http/iso.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { confirmBackupTokens } from './confirm-backup-tokens.ts'
import { renewBackupTokens } from './renew-backup-tokens.ts'

export function mountBackupTokens(mount: Mount, services: Services): void {
  mount('backupTokens', 'renew', async (_input, { c, session }) => {
    const { tokens, waitsUntil } = await renewBackupTokens(services, session, c.req.raw)
    return { tokens: [...tokens], waitsUntil: isoOrNull(waitsUntil) }
  })

  mount(
    'backupTokens',
    'confirm',
    async ({ token }, { c, session }) => await confirmBackupTokens(services, session, token, c.req.raw),
  )
}
