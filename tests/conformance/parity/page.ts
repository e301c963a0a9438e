import { basename } from 'node:path'
import { behaviours, items, proofsOf } from '../parity.ts'
import type { Behaviour, Item, Later, Proof, Section } from './row.ts'

/** `docs/reference-parity.md`. */
export function parityPage(): string {
  return `# Reference parity

What django-two-factor-auth and django-otp do, row by row: what Keystep calls it, the test or story that shows it, and
where Keystep means to differ, with the reason. \`npm run parity\` makes this page from \`tests/conformance/parity.ts\`.

${summary()}
## Public things

A number stands for the tests of that behaviour, further below.

${items.map(itemTable).join('\n')}
## Behaviours

What the tests of the two projects say that they do, and what was seen by running them. The titles of the tests begin
with the number.

${behaviours.map(behaviourTable).join('\n')}`
}

function summary(): string {
  const things = items.flatMap(({ rows }) => rows)
  const numbered = behaviours.flatMap(({ rows }) => rows)
  return table(
    ['', 'rows', 'shown', 'with passkeys', 'not built'],
    [
      ['public things', ...counts(things)],
      ['behaviours', ...counts(numbered)],
    ],
  )
}

/** All of them, and how many are shown, come later, or are not built. */
function counts(rows: ReadonlyArray<Item | Behaviour>): readonly string[] {
  const later = rows.filter((row) => laterOf(row) !== null).length
  const unshown = rows.filter((row) => laterOf(row) === null && proofCount(row) === 0).length
  return [rows.length, rows.length - later - unshown, later, unshown].map(String)
}

function itemTable({ title, rows }: Section<Item>): string {
  const head = ['reference', 'Keystep', 'shown by', 'meant difference']
  const cells = rows.map(({ theirs, ours, shown, difference = '' }) => [
    theirs,
    ours,
    typeof shown === 'string' ? shown : itemProofs(shown),
    difference,
  ])
  return `### ${title}\n\n${table(head, cells)}`
}

function behaviourTable({ title, rows }: Section<Behaviour>): string {
  const head = ['', 'reference', 'Keystep', 'shown by', 'meant difference']
  const cells = rows.map((row) => [
    String(row.number),
    row.theirs,
    row.ours,
    row.later ?? proofsOf(row).map(link).join('<br>'),
    row.difference ?? '',
  ])
  return `### ${title}\n\n${table(head, cells)}`
}

function itemProofs(shown: ReadonlyArray<number | Proof>): string {
  const numbers = shown.filter((proof) => typeof proof === 'number').map(numberLink)
  const others = shown.filter((proof) => typeof proof === 'object').map(link)
  return [...(numbers.length > 0 ? [numbers.join(', ')] : []), ...others].join('<br>')
}

function numberLink(number: number): string {
  const row = behaviours.flatMap(({ rows }) => rows).find((one) => one.number === number)
  const [proof] = row ? proofsOf(row) : []
  if (!proof) throw new Error(`Nothing shows the behaviour ${number}.`)
  return `[${number}](../${proof.file})`
}

/** `server/guards: denies each by name`; the number alone says enough of a behaviour's own tests. */
function link({ file, title }: Proof): string {
  const name = file
    .replace(/^(?:tests|packages)\//, '')
    .replace(/^react\/src\//, '')
    .replace('/src/', '/')
    .replace(/\.(?:test|stories)\.tsx?$/, '')
  const label = file.startsWith('tests/conformance/') ? basename(name) : name
  return `[${label}](../${file})${/^\d+: $/.test(title) ? '' : `: ${title.replaceAll(/%\w/g, '…')}`}`
}

function laterOf(row: Item | Behaviour): Later | null {
  if ('number' in row) return row.later ?? null
  return typeof row.shown === 'string' ? row.shown : null
}

function proofCount(row: Item | Behaviour): number {
  if ('number' in row) return proofsOf(row).length
  return typeof row.shown === 'string' ? 0 : row.shown.length
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return tableLine(head) + `|${' --- |'.repeat(head.length)}\n` + rows.map(tableLine).join('')
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
}
