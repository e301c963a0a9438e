import { defineConfig, devices } from '@playwright/test'
import { launchOptions } from './scripts/find-chromium.ts'

/** The tests start the demo themselves, each file on a port and a database of its own. */
export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 60_000,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '.reports/playwright.json' }]],
  use: { trace: 'retain-on-failure', launchOptions: launchOptions() },
  projects: [{ name: 'chromium', use: devices['Desktop Chrome'] }],
})
