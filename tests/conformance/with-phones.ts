import {
  backup,
  call,
  type CallGateway,
  inboxGateway,
  type PhoneCountry,
  type Random,
  sms,
  type TextGateway,
  totp,
} from '@keystep/server'
import { type Browser, cheapHash, codeInMessage, createTestServer, type TestServerOptions } from '@keystep/testing'

export type PhonesOptions = Omit<TestServerOptions, 'methods' | 'people'> & {
  /** @default an inbox, whose messages are the `outbox` */
  readonly gateway?: TextGateway & CallGateway
  readonly digits?: 6 | 8
}

/** The number that the reference's own tests call, in E.164. */
export const number = '+31101234567'
/** No code that `codesInOrder` makes. */
export const wrongCode = '999999'

const countries: readonly PhoneCountry[] = ['NL', 'CH', 'GB', 'US']

/** A server that texts and calls: Ada has an authenticator app, Mary has nothing yet. */
export async function withPhones({ digits = 6, gateway, ...options }: PhonesOptions = {}) {
  const outbox = inboxGateway()
  const phones = { gateway: gateway ?? outbox, countries, digits }
  const methods = [totp(), sms(phones), call(phones), backup({ hash: cheapHash() })]
  const server = await createTestServer({ people: ['ada', 'mary'], methods, random: codesInOrder(), ...options })
  const { people, clock, browser } = server
  const sentCode = () => codeInMessage(outbox.messages[0]?.text ?? '')

  /** As far as the password goes, in a browser of its own. */
  async function passwordStep(name: 'ada' | 'mary') {
    const page = browser()
    const { user, password } = people[name]
    const state = await page.client.login.start({ identifier: user.identifier, password })
    const devices = state.state === 'second_factor' ? state.devices : []
    return { ...page, devices, idOf: (method: string) => devices.find((one) => one.method === method)?.id ?? '' }
  }

  /** Signed in, and verified where there is an app to verify with. */
  async function signIn(name: 'ada' | 'mary') {
    const page = await passwordStep(name)
    const deviceId = page.idOf('totp')
    if (deviceId) await page.client.login.verify({ deviceId, code: people[name].app.code() })
    return page
  }

  /** Enrols a number, and lets the wait before the next code pass. */
  async function enrol({ client }: Pick<Browser, 'client'>, method: 'sms' | 'call', wanted: { name?: string } = {}) {
    const { device } = await client.devices.begin({ method, number, requestKey: crypto.randomUUID(), ...wanted })
    await client.devices.confirm({ id: device.id, code: sentCode() })
    clock.advance(30)
    return device.id
  }

  return { ...server, outbox: outbox.messages, sentCode, passwordStep, signIn, enrol }
}

/** 000001, 000002 …: no two codes are alike by chance. Six or eight bytes are asked for a code and for nothing else. */
export function codesInOrder(): Random {
  let made = 0
  return (bytes) => {
    if (bytes !== 6 && bytes !== 8) return crypto.getRandomValues(new Uint8Array(bytes))
    made += 1
    return digitsOf(String(made).padStart(bytes, '0'))
  }
}

/** Every code is this one. */
export function always(code: string): Random {
  return (bytes) => (bytes === code.length ? digitsOf(code) : crypto.getRandomValues(new Uint8Array(bytes)))
}

function digitsOf(code: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(code, Number)
}
