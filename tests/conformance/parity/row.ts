/** What shows a row: a test by how its title begins, or a story by its name. */
export type Proof = { readonly file: string; readonly title: string }

/** Not there yet, and what it comes with. */
export type Later = 'with passkeys'

type Names = {
  /** The reference's name. */
  readonly theirs: string
  /** Keystep's: the option, the call, the component. */
  readonly ours: string
  /** Meant, with the reason. */
  readonly difference?: string
}

/** A public thing of the reference. A number stands for the tests of that behaviour. */
export type Item = Names & { readonly shown: ReadonlyArray<number | Proof> | Later }

/** What the tests of the reference say that it does. */
export type Behaviour = Names & {
  readonly number: number
  /** The files in `tests/conformance` whose titles begin with the number; null where other tests show it, or none can. */
  readonly tests: string | readonly string[] | null
  readonly also?: readonly Proof[]
  readonly later?: Later
}

export type Section<Row> = { readonly title: string; readonly rows: readonly Row[] }

/** A test of this folder. */
export function here(name: string, title: string): Proof {
  return { file: `tests/conformance/${name}.test.ts`, title }
}

/** A test of another folder below `tests`: `server/guards`. */
export function tests(name: string, title: string): Proof {
  return { file: `tests/${name}.test.ts`, title }
}

/** A test beside its source: `contract/src/safe-next`. */
export function unit(name: string, title: string): Proof {
  return { file: `packages/${name}.test.ts`, title }
}

/** A test of the kit in a browser: `parts/code-input`. */
export function kit(name: string, title: string): Proof {
  return { file: `packages/react/src/${name}.test.tsx`, title }
}

/** A story of the kit, whose play function is its test: `login/login-wizard`. */
export function story(name: string, title: string): Proof {
  return { file: `packages/react/src/${name}.stories.tsx`, title }
}
