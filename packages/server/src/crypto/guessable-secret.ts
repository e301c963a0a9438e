/** What stands in examples and templates, without what is between the letters. None is so short that chance makes it. */
const placeholders =
  /change(me|this|it)|replace(me|this|it|with)|placeholder|your(own)?(secret|key|password)|(secret|key|password)(goes)?here|(example|default|sample|dummy|demo)(secret|key)|(super|my|top|very)secret|insecure|donotuse|notasecret|0123456789abcdef|abcdefghijklmnop|qwertyuiop/

/** Shorter than this, what is repeated was typed by hand. */
const longestRepeated = 16

const fewestDifferent = 6

/** What lets a secret be guessed, for all its length; null: nothing that can be seen. */
export function guessableSecret(bytes: Uint8Array): string | null {
  if (new Set(bytes).size < fewestDifferent) return `is made of fewer than ${fewestDifferent} different bytes`
  if (countsOn(bytes)) return 'only counts on'
  for (let length = 1; length <= longestRepeated; length++) {
    if (bytes.every((byte, index) => byte === bytes[index % length])) return 'repeats itself'
  }
  return placeholders.test(lettersOf(bytes)) ? 'is a placeholder or an example' : null
}

/** Says of itself that it is for tests, as the key of `@keystep/testing` does, which everybody can read. */
export function isForTests(bytes: Uint8Array): boolean {
  return /testsonly|testonly|onlyfortest|notforproduction/.test(lettersOf(bytes))
}

function countsOn(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes
  const step = second - first
  return bytes.every((byte, index) => byte === (((first + index * step) % 256) + 256) % 256)
}

function lettersOf(bytes: Uint8Array): string {
  return new TextDecoder()
    .decode(bytes)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
}
