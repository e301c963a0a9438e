import { deviceLabel } from '../notices/device-label.ts'
import { KeystepError } from '@keystep/contract'
import { newTokenSet } from '../backup-tokens/new-token-set.ts'
import { toSetup } from '../devices/binding.ts'
import { tryDevice } from '../devices/try-device.ts'
import type { SentTexts } from '../languages/en.ts'
import { noticeOf } from '../notices/notice.ts'
import type { Services } from '../services.ts'
import { isFresh } from '../session/freshness.ts'
import { rotation } from '../session/rotation.ts'
import type { SessionRecord } from '../stores/records.ts'

export type ConfirmSetup = {
  readonly session: SessionRecord
  readonly deviceId: string
  readonly code: string
  readonly extra: unknown
  readonly request: Request
}

export type ConfirmedSetup = {
  readonly token: string | null
  readonly session: SessionRecord
  /** The user had no device before: everything else signed in is out. */
  readonly first: boolean
  readonly backupTokens: readonly string[] | null
}

/** Proves that the new device works: it is confirmed, the session is verified by it, and the code is used up. */
export async function confirmSetup(
  services: Services,
  { session, deviceId, code, extra, request }: ConfirmSetup,
): Promise<ConfirmedSetup> {
  const { store, freshSeconds } = services
  const { user } = session
  const enrolment = await store.findEnrolment(session.id)
  if (enrolment?.id !== deviceId) throw new KeystepError('not_found')
  const { token, rotate } = await rotation(services, session)
  const enrolling = { enrollingSession: session.id, expired: 'not_found' } as const
  const trial = { binding: toSetup(session), user, device: enrolment, code, extra, request, ...enrolling } as const
  const fresh = await isFresh(services, session)

  const confirmed = await tryDevice(services, trial, async (use, { now, event }) => {
    // Made only for a right code, since a set costs as many slow hashes as it has tokens.
    const batch = session.hasDevice ? null : await newTokenSet(services)
    const tokens = batch?.set ?? null
    const freshSince = fresh === 'weak' ? Infinity : now - freshSeconds * 1000
    const device = { userId: user.id, deviceId, use, freshSince, tokens }
    const what = (texts: SentTexts) => texts.deviceAddedNotice({ device: deviceLabel(texts, enrolment) })
    const messages = await noticeOf(services, { user, request, what, except: enrolment })
    const note = { events: [{ ...event, name: 'device.confirmed' as const }], messages }
    const verdict = await store.confirmEnrolment({ ...rotate, ...device, note })
    return verdict.ok ? { ...verdict, backupTokens: verdict.first ? (batch?.tokens ?? null) : null } : verdict
  })
  return { token, session: confirmed.session, first: confirmed.first, backupTokens: confirmed.backupTokens }
}
