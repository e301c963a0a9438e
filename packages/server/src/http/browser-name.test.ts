import { expect, test } from 'vitest'
import { browserName } from './browser-name.ts'

const mozilla = 'Mozilla/5.0'
const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const windows = `${mozilla} (Windows NT 10.0; Win64; x64)`
const mac = `${mozilla} (Macintosh; Intel Mac OS X 10_15_7)`
const iPhone = `${mozilla} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)`

const nameOf = (userAgent: string) =>
  browserName(new Request('http://localhost', { headers: { 'user-agent': userAgent } }))

test.for([
  ['Firefox, Windows', `${mozilla} (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0`],
  ['Firefox, Linux', `${mozilla} (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0`],
  ['Firefox, Android', `${mozilla} (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0`],
  ['Firefox, iPhone', `${iPhone} FxiOS/145.0 Mobile/15E148 Safari/605.1.15`],
  ['Chrome, Windows', `${windows} ${webKit} Chrome/142.0.0.0 Safari/537.36`],
  ['Chrome, Android', `${mozilla} (Linux; Android 10; K) ${webKit} Chrome/142.0.0.0 Mobile Safari/537.36`],
  ['Chrome, iPhone', `${iPhone} CriOS/142.0.0.0 Mobile/15E148 Safari/604.1`],
  ['Chrome, ChromeOS', `${mozilla} (X11; CrOS x86_64 14541.0.0) ${webKit} Chrome/142.0.0.0 Safari/537.36`],
  ['Edge, Windows', `${windows} ${webKit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`],
  ['Edge, Android', `${mozilla} (Linux; Android 10; K) ${webKit} Chrome/142.0.0.0 Mobile Safari/537.36 EdgA/142.0.0.0`],
  ['Opera, macOS', `${mac} ${webKit} Chrome/142.0.0.0 Safari/537.36 OPR/126.0.0.0`],
  [
    'Samsung Internet, Android',
    `${mozilla} (Linux; Android 10; K) ${webKit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ],
  ['Safari, macOS', `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15`],
  ['Safari, iPhone', `${iPhone} Version/26.0 Mobile/15E148 Safari/604.1`],
  ['Windows', `${mozilla} (Windows NT 10.0) Something/1.0`],
] as const)('%s', ([name, userAgent]) => {
  expect(nameOf(userAgent)).toBe(name)
})

test.for(['', 'curl/8.9.1', 'x'.repeat(10_000), '<script>Firefox</script>'])(
  'nothing is made of "%.20s"',
  (userAgent) => {
    expect(nameOf(userAgent)).toBeNull()
  },
)

test('a request that says nothing has no name', () => {
  expect(browserName(new Request('http://localhost'))).toBeNull()
})
