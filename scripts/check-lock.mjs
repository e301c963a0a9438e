// Lists optional platform packages that the lockfile lacks: `npm ci` refuses such a lockfile on the next machine.
import { readFileSync } from 'node:fs'

const packages = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
const missing = Object.entries(packages).flatMap(([at, { version, optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name, wanted]) => !isLocked(at, name, wanted))
    .map(([name]) => `${at || '(root)'}@${version} lacks ${name}`),
)

for (const line of missing) console.error(line)
if (missing.length === 0) console.log('The lockfile names every platform package.')
process.exitCode = missing.length > 0 ? 1 : 0

function isLocked(at, name, wanted) {
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]
    if (found) return !/^\d/.test(wanted) || found.version === wanted
    if (!folder) return false
  }
}
