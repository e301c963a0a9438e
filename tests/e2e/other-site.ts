import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Page } from '@playwright/test'

export type OtherSite = {
  readonly port: number
  readonly stop: () => void
}

/** A page of somebody else, on every name of this machine. */
export async function startOtherSite(): Promise<OtherSite> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>Win a bicycle</title><iframe name="hidden"></iframe>')
  })
  server.listen(0)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The system gave no port.')
  return { port: address.port, stop: () => void server.close() }
}

export type Forged = { readonly url: string; readonly fields: Readonly<Record<string, string | boolean>> }

/** All that a page can send without being allowed to: three kinds of forms, requests in four ways, and a beacon. */
export async function forge(page: Page, { url, fields }: Forged): Promise<void> {
  await page.evaluate(
    async ({ to, values }) => {
      const json = JSON.stringify(values)
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
        const form = document.createElement('form')
        Object.assign(form, { action: to, method: 'post', enctype: type, target: 'hidden' })
        // As plain text, the whole of it reads as the JSON that is wanted.
        const inputs = type === 'text/plain' ? [[`${json.slice(0, -1)},"x":"`, '"}']] : Object.entries(values)
        for (const [name = '', value] of inputs) {
          form.append(Object.assign(document.createElement('input'), { name, value: String(value) }))
        }
        document.body.append(form)
        const loaded = new Promise((done) => document.querySelector('iframe')?.addEventListener('load', done))
        form.submit()
        await loaded
      }
      const sent = { method: 'POST', credentials: 'include', body: json } as const
      const asJson = { 'content-type': 'application/json' }
      const ways: RequestInit[] = [
        { ...sent, mode: 'no-cors' },
        { ...sent, mode: 'no-cors', headers: { 'content-type': 'text/plain' } },
        { ...sent, headers: asJson },
        { ...sent, headers: asJson, referrerPolicy: 'no-referrer' },
      ]
      for (const way of ways) await fetch(to, way).catch(() => {})
      navigator.sendBeacon(to, json)
    },
    { to: url, values: fields },
  )
}
