import { deviceLabel } from '../notices/device-label.ts'
import { noticeOf } from '../notices/notice.ts'
import type { Services } from '../services.ts'
import type { DeviceRecord, User } from '../stores/records.ts'

const worthTelling = [3, 10, 50]

export type Guessed = { readonly user: User; readonly device: DeviceRecord; readonly request: Request }

/**
 * Who answers wrongly knows the password: its owner is told after so many wrong answers in a row (ASVS 5.0, 6.3.5), and
 * when they suspended the device. Each count is reached once, so that nothing is told twice.
 */
export async function warnOfGuesses(services: Services, { user, device, request }: Guessed): Promise<void> {
  const { failures: count } = device
  const isLast = count === services.suspendAfter
  if (!isLast && !worthTelling.includes(count)) return
  const messages = await noticeOf(services, {
    user,
    request,
    what: (texts) =>
      isLast
        ? texts.deviceSuspendedNotice({ device: deviceLabel(texts, device), count })
        : texts.guessesNotice({ count }),
  })
  if (messages.length > 0) await services.store.note({ events: [], messages })
}
