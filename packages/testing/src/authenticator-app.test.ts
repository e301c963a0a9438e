import { expect, test } from 'vitest'
import { authenticatorApp } from './authenticator-app.ts'

// RFC 6238, appendix B: the key is the ASCII text 12345678901234567890.
const key = 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ'

test('shows the codes of RFC 6238', () => {
  let now = 59_000
  const app = authenticatorApp({ clock: () => now })
  app.type(key.toLowerCase(), { digits: 8 })
  expect(app.code()).toBe('94287082')
  expect(app.secondsLeft()).toBe(1)
  now = 1_111_111_109_000
  expect(app.code()).toBe('07081804')
  expect(app.next()).toBe('14050471')
  now = 1_111_111_111_000
  expect(app.previous()).toBe('07081804')
})

test('reads what a QR code says', () => {
  const app = authenticatorApp({ clock: () => 59_000 })
  expect(app.account).toBeNull()
  app.scan(
    `otpauth://totp/Acme%3A%20ada?secret=${key.replaceAll(' ', '')}&digits=8&algorithm=SHA1&period=60&issuer=Acme`,
  )
  expect(app.account).toBe('Acme: ada')
  expect(app.secondsLeft()).toBe(1)
  expect(app.code()).toBe('84755224')
})

test('says what is wrong with an address that it cannot read', () => {
  expect(() => authenticatorApp().scan('https://acme.example/')).toThrow('No authenticator app can read')
})
