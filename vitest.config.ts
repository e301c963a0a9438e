import { existsSync } from 'node:fs'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { launchOptions } from './scripts/find-chromium.ts'

const source = '@keystep/source'

// A function: Vitest writes the project's name into this object, so two projects must not share one.
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: launchOptions() }),
  instances: [{ browser: 'chromium' as const }],
})

// Named beforehand: what Vite finds only while a test runs makes it reload the page under that test.
const optimizeDeps = {
  include: [
    '@noble/hashes/sha2.js',
    '@zxcvbn-ts/language-common',
    'hono',
    'hono/cookie',
    'hono/cors',
    'hono/html',
    'kysely',
    'kysely/migration',
    'libphonenumber-js/max',
    'libphonenumber-js/min/es6',
    'otplib',
    'zod/mini',
    'react',
    'react-dom/client',
    'react-hook-form',
    'qrcode.react',
    '@tanstack/react-query',
  ],
}

// The groups run one after the other, so that there is never more than one browser at work.
const projects: TestProjectConfiguration[] = [
  {
    extends: true,
    test: { name: 'floors', include: ['tests/floors/**/*.test.ts'], sequence: { groupOrder: 1 } },
  },
  {
    extends: true,
    test: {
      name: 'node',
      include: [
        'packages/*/src/**/*.test.ts',
        'tests/{adversarial,bench,cli,conformance,delivery,postgres,server}/**/*.test.ts',
        'apps/demo/server/**/*.test.ts',
      ],
      sequence: { groupOrder: 1 },
    },
  },
  {
    extends: true,
    plugins: [react()],
    optimizeDeps,
    test: {
      name: 'browser',
      include: ['packages/*/src/**/*.test.tsx'],
      browser: browser(),
      sequence: { groupOrder: 2 },
    },
  },
]

if (existsSync('.storybook/preview.tsx')) {
  projects.push({
    extends: true,
    plugins: [storybookTest({ configDir: '.storybook' })],
    optimizeDeps,
    test: { name: 'storybook', browser: browser(), sequence: { groupOrder: 3 } },
  })
}

export default defineConfig({
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions], externalConditions: [source] } },
  test: {
    projects,
    reporters: ['default', 'json'],
    outputFile: { json: '.reports/vitest.json' },
  },
})
