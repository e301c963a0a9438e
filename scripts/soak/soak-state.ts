import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Measured } from './soak-row.ts'

export type RowState = { readonly rounds: number; readonly bad: readonly string[] }
/** What was done so far, by the keys of rows and measures. */
export type SoakState = {
  readonly rows: Readonly<Record<string, RowState>>
  readonly measures: Readonly<Record<string, Measured>>
}

export const nothingDone: SoakState = { rows: {}, measures: {} }

export function readState(file: string): SoakState {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SoakState
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return nothingDone
    throw error
  }
}

export function writeState(file: string, state: SoakState): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`)
}
