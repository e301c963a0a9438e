import { type Device, isKeystepError } from '@keystep/contract'
import type { TestServer } from './create-test-server.ts'
import type { Person } from './people.ts'

export type SuspendDeviceOptions = {
  /** Of the device that is suspended. @default that of the one that is asked first */
  readonly method?: string
}

/** Far beyond the hundred at which a device is suspended at the latest. */
const mostTries = 1000

/**
 * Wrong codes for a device until it is suspended, from another browser, by somebody who knows the password. The clock
 * moves on by each wait: almost four days in all, or not at all with `throttle: { suspendAfter: 3 }`.
 */
export async function suspendDevice(
  { browser, clock }: Pick<TestServer, 'browser' | 'clock'>,
  { user: { identifier }, password }: Person,
  { method }: SuspendDeviceOptions = {},
): Promise<void> {
  const { client } = browser()
  let device: Device | undefined
  for (let tries = 0; tries < mostTries; tries += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one try after the other, each in a login that did not run out
    const state = await client.login.start({ identifier, password })
    const offered = state.state === 'second_factor' ? state.devices : []
    device ??= offered.find((one) => method === undefined || one.method === method)
    if (!device) throw new Error(`suspendDevice: ${identifier} is asked for no ${method ?? 'device'}.`)
    const deviceId = device.id
    if (!offered.some(({ id }) => id === deviceId)) {
      // oxlint-disable-next-line no-await-in-loop -- the last one
      await client.login.giveUp()
      return
    }
    const code = device.codeLength === null ? '0000-0000-0000-0000' : '0'.repeat(device.codeLength)
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    const refused: unknown = await client.login.verify({ deviceId, code }).catch((error: unknown) => error)
    clock.advance((isKeystepError(refused) && refused.details.retryAfter) || 0)
  }
  throw new Error(`suspendDevice: ${mostTries} wrong codes suspended nothing. Is throttle.suspendAfter more than that?`)
}
