import type { Device, SessionState } from '@keystep/contract'
import type { Keystep } from '@keystep/server'
import type { Hono } from 'hono'
import { startServer, type StartOptions } from '../server/start-server.ts'

export type SecondStepOptions = StartOptions & {
  /** The app's own routes. */
  readonly routes?: (app: Hono, keystep: Keystep) => void
}

/** Ada, who has an authenticator app and backup tokens, with her password typed and her code owed. */
export async function atSecondStep({ routes, ...options }: SecondStepOptions = {}) {
  const server = startServer(options)
  routes?.(server.app, server.keystep)
  const ada = await server.signUpWithPhone('ada', { email: 'ada.lovelace@example.com' })
  const { browser, state } = await server.passwordStep('ada')

  /** Signs in once more, in a browser of its own. */
  async function signIn(deviceId: string, code: string) {
    const again = await server.passwordStep('ada')
    return await again.browser.auth.login.verify({ deviceId, code })
  }

  return { server, ...ada, enrolledIn: ada.browser, browser, state, backupId: deviceOf(state, 'backup').id, signIn }
}

/** The device of a method among those that may answer. */
export function deviceOf(state: SessionState, method: string): Device {
  const device = state.state === 'second_factor' && state.devices.find((one) => one.method === method)
  if (!device) throw new Error(`No device of the method "${method}" may answer here.`)
  return device
}
