import { addBackupToken as makeToken } from '../backup-tokens/add-backup-token.ts'
import type { Services } from '../services.ts'
import type { User } from '../stores/records.ts'
import { CliError } from './cli-error.ts'
import type { Told } from './for-each-user.ts'

/** `keystep add-backup-token`: the one place where a secret is printed, because it was asked for. */
export async function addBackupToken(
  services: Pick<Services, 'store' | 'deviceTypes' | 'random'>,
  user: User,
): Promise<Told> {
  const token = await makeToken(services, user.id)
  if (token !== null) return { line: token, status: 'added', token }
  throw new CliError(
    `"${user.identifier}" has no other device, and a backup token never stands alone: ` +
      'let them set up an authenticator app first.',
  )
}
