import { build } from 'esbuild'
import { expect, test } from 'vitest'

/** Every file that a browser would load for this code, whether or not tree-shaking drops it again. */
async function bundledFiles(code: string): Promise<readonly string[]> {
  const { metafile } = await build({
    stdin: { contents: code, resolveDir: 'packages/react' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['@keystep/source'],
    outdir: 'bundle',
    metafile: true,
    write: false,
  })
  return Object.keys(metafile.inputs)
}

const ofServers = /node_modules\/(zod|hono|kysely|otplib)\/|packages\/(server|testing)\/|schemas/

test('the contract takes neither zod nor the server into a browser', async () => {
  const files = await bundledFiles(`export * from '@keystep/contract'`)
  expect(files).toContain('packages/contract/src/client.ts')
  expect(files.filter((file) => ofServers.test(file))).toEqual([])
})

test('the schemas do bring zod, so the look-out for it works', async () => {
  const files = await bundledFiles(`export * from '@keystep/contract/schemas'`)
  expect(files.some((file) => file.includes('node_modules/zod/mini/'))).toBe(true)
})

test('the kit takes neither zod nor Hono into a browser', async () => {
  const files = await bundledFiles(`export * from '@keystep/react'`)
  expect(files).toContain('packages/react/src/index.ts')
  expect(files.filter((file) => ofServers.test(file))).toEqual([])
})
