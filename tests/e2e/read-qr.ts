import { execFileSync } from 'node:child_process'
import type { Page, TestInfo } from '@playwright/test'

/** What a QR reader that is not ours finds on a picture of the page. */
export async function readQr(page: Page, info: TestInfo): Promise<string> {
  const path = info.outputPath('qr.png')
  await page.screenshot({ path })
  return execFileSync('zbarimg', ['--raw', '--quiet', path], { encoding: 'utf8' }).trim()
}

export function secretOf(otpauthUri: string): string {
  return new URL(otpauthUri).searchParams.get('secret') ?? ''
}
