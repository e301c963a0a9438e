import { randomInt } from 'node:crypto'

/** Twelve random syllables, 75 bits, that can be read out and typed: `bodi-lure-kamo-tipe-nuga-fevo`. */
export function passphrase(): string {
  return Array.from({ length: 6 }, () => syllable() + syllable()).join('-')
}

function syllable(): string {
  return letterOf('bdfghjklmnprstvz') + letterOf('aeiou')
}

function letterOf(letters: string): string {
  return letters.charAt(randomInt(letters.length))
}
