import { useKeystep } from '../provider/keystep-context.ts'
import { backupMethod } from './backup/backup-method.tsx'
import { callMethod } from './call/call-method.tsx'
import { emailMethod } from './email/email-method.tsx'
import type { Method } from './method.ts'
import { smsMethod } from './sms/sms-method.tsx'
import { totpMethod } from './totp/totp-method.tsx'

const ownMethods: readonly Method[] = [totpMethod, smsMethod, callMethod, emailMethod, backupMethod]

/**
 * The methods that are known here: the kit's own, and what the provider makes of them. They come with the screens that
 * show one, and not with the provider, which every page of an app has.
 */
export function useMethods(): readonly Method[] {
  const { chooseMethods } = useKeystep()
  return chooseMethods(ownMethods)
}
