// Runs before anything else, so it keeps to syntax that an old Node reads too.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    'Keystep needs Node 22.18 or newer and this is ' +
      process.versions.node +
      ': install it from https://nodejs.org and run the command again (on Linux `npm ci` without --omit=optional brings it).',
  )
  process.exit(1)
}
