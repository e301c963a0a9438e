import { CliError } from './cli-error.ts'

export type Print = (text: string) => void

/** One result, as `--json` has it: about whom or what, and what came of it. */
export type Entry = Readonly<Record<string, unknown>>

export type Report = {
  readonly done: (line: string, entry: Entry) => void
  /** A line that is no result. */
  readonly note: (line: string) => void
  /** Told on stderr as well, so that the others can go on. */
  readonly failed: (error: unknown, about: Entry) => void
  /** Closes the report; the exit code. */
  readonly end: () => 0 | 1
}

export type ReportOptions = { readonly json: boolean; readonly print: Print; readonly complain: Print }

/** Tells each result at once as a line, or at the end all of them as one JSON document. */
export function createReport({ json, print, complain }: ReportOptions): Report {
  const entries: Entry[] = []
  let failed = false
  return {
    done(line, entry) {
      entries.push(entry)
      if (!json) print(printable(line))
    },
    note(line) {
      if (!json) print(line)
    },
    failed(error, about) {
      failed = true
      const sentence = sentenceOf(error)
      entries.push({ ...about, error: sentence })
      complain(`keystep: ${printable(sentence)}`)
    },
    end() {
      if (json) print(JSON.stringify(entries, null, 2))
      return failed ? 1 : 0
    },
  }
}

/** An error in words, with what caused it. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof CliError || error.cause === undefined) return error.message
  return `${error.message} ${sentenceOf(error.cause)}`
}

/** People choose their identifiers: none may steer the terminal of who reads them. */
export function printable(line: string): string {
  return line.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')
}
