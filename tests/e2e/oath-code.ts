import { execFileSync } from 'node:child_process'

/** What a program that is not ours says the code of a key is, at a time in milliseconds. */
export function oathCode(secret: string, time: number): string {
  const now = `@${Math.floor(time / 1000)}`
  return execFileSync('oathtool', ['--totp', '--base32', '--now', now, secret], { encoding: 'utf8' }).trim()
}
