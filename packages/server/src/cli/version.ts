import { readFileSync } from 'node:fs'

/** Of the package; its package.json stands two folders up, from the source as from the build. */
export function version(): string {
  const path = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version
}
