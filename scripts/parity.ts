// Writes the page that compares Keystep with its reference; `tests/conformance/parity.test.ts` fails while it is stale.
import { writeFileSync } from 'node:fs'
import { parityPage } from '../tests/conformance/parity/page.ts'

writeFileSync('docs/reference-parity.md', parityPage())
