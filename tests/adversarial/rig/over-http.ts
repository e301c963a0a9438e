import type { App } from '../../server/browser.ts'
import { rigOrigin } from './rig-app.ts'

/** The processes of the rig as one app, each request to the next of them; `heard` is told every body. */
export function overHttp(addresses: readonly string[], heard: (body: string) => void): App {
  let turn = 0
  return {
    async request(url, init) {
      const address = addresses[turn++ % addresses.length] ?? ''
      const response = await fetch(url.replace(rigOrigin, address), { ...init, redirect: 'manual' })
      const body = await response.text()
      heard(body)
      // Read to its end already, so that the connection is free for the next one.
      const { status, headers } = response
      return new Response([204, 304].includes(status) ? null : body, { status, headers })
    },
  }
}
