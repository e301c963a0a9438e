import type { Unopened } from '../keys/verify-keys.ts'
import { type Report, sentenceOf } from './report.ts'

/** Tells of each secret that does not open, by its device. */
export function reportUnopened(report: Report): (unopened: Unopened) => void {
  return ({ deviceId, userId, error }) => {
    // What Web Crypto says of a wrong key or a changed text is no sentence that helps.
    const isCrypto = error instanceof Error && error.name === 'OperationError'
    const why = isCrypto ? 'It was changed, or its key has another secret now.' : sentenceOf(error)
    const sentence = `The secret of the device "${deviceId}" of the user "${userId}" does not open. ${why}`
    report.failed(new Error(sentence), { device: deviceId, user: userId })
  }
}
