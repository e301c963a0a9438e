import { expect, test } from 'vitest'
import { cookieJar } from './cookie-jar.ts'

test('keeps cookies that no script may read, and lets them lapse by its clock', () => {
  let now = 0
  const jar = cookieJar({ clock: () => now })
  jar.store('__Host-a=1=2; Path=/; HttpOnly; Secure; Max-Age=10')
  jar.store('b=x; Expires=Thu, 01 Jan 1970 00:00:20 GMT')
  jar.store('c=y')
  expect(jar.header()).toBe('__Host-a=1=2; b=x; c=y')
  now = 10_000
  expect(jar.header()).toBe('b=x; c=y')
  now = 20_000
  expect(jar.all()).toEqual(new Map([['c', 'y']]))
})

test('Max-Age=0 takes a cookie away, before whatever Expires says', () => {
  const jar = cookieJar()
  jar.store('a=1')
  jar.store('a=; Max-Age=0; Expires=Fri, 01 Jan 2100 00:00:00 GMT')
  expect(jar.header()).toBe('')
})

test('drops a __Host- cookie that breaks its promise, as browsers do', () => {
  const jar = cookieJar()
  jar.store('__Host-a=1; Path=/')
  jar.store('__Host-b=1; Path=/auth; Secure')
  jar.store('__Host-c=1; Path=/; Secure; Domain=acme.example')
  expect(jar.header()).toBe('')
})
