import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { isRunnable } from './has-program.ts'

const system = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser of every test: CHROMIUM_PATH, else the one Playwright downloaded, else the system's. */
export function findChromium(): string | undefined {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const downloaded = chromium.executablePath()
  return existsSync(downloaded) ? downloaded : system.find(isRunnable)
}

/** Launch options that Vitest and Playwright share. */
export function launchOptions(): { executablePath?: string } {
  const executablePath = findChromium()
  return executablePath ? { executablePath } : {}
}
