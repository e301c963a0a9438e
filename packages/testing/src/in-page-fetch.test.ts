import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { expect, test } from 'vitest'
import { cookieJar } from './cookie-jar.ts'
import { inPageFetch } from './in-page-fetch.ts'

const seen = new Hono()
  .all('/echo', async (c) => c.json({ ...c.req.header(), body: await c.req.text() }))
  .post('/in', (c) => {
    setCookie(c, 'id', '1', { httpOnly: true })
    return c.body(null, 204)
  })
  .post('/out', (c) => {
    deleteCookie(c, 'id')
    return c.redirect('/')
  })

test('adds to a request what browsers add', async () => {
  const fetch = inPageFetch(seen, { origin: 'https://acme.example' })
  const read = async (url: string, init?: RequestInit) => (await (await fetch(url, init)).json()) as unknown
  expect(await read('/echo')).toEqual({ 'sec-fetch-site': 'same-origin', body: '' })
  expect(await read('/echo', { method: 'POST', body: 'x', headers: { 'content-type': 'a/b' } })).toEqual({
    'sec-fetch-site': 'same-origin',
    origin: 'https://acme.example',
    'content-type': 'a/b',
    body: 'x',
  })
  expect(await read('https://other.example/echo')).toMatchObject({
    'sec-fetch-site': 'cross-site',
    origin: 'https://acme.example',
  })
})

test('keeps cookies, hides them from the page, and leaves them out when told', async () => {
  const jar = cookieJar()
  const fetch = inPageFetch(seen, { origin: 'https://acme.example', jar })
  const signedIn = await fetch('/in', { method: 'POST' })
  expect([signedIn.status, signedIn.headers.get('set-cookie')]).toEqual([204, null])
  expect(await (await fetch('/echo')).json()).toMatchObject({ cookie: 'id=1' })
  expect(await (await fetch('/echo', { credentials: 'omit' })).json()).not.toHaveProperty('cookie')
  expect(await (await fetch('https://other.example/echo')).json()).not.toHaveProperty('cookie')
  const left = await fetch(new Request('https://acme.example/out', { method: 'POST' }))
  expect([left.status, left.headers.get('location'), jar.header()]).toEqual([302, '/', ''])
})

test('is given up by its signal', async () => {
  const fetch = inPageFetch(seen, { origin: 'https://acme.example' })
  await expect(fetch('/echo', { signal: AbortSignal.abort() })).rejects.toThrow('aborted')
})
