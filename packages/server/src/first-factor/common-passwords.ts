let known: ReadonlySet<string> | undefined

/** Whether it is among the 49,000 passwords that people choose most, in lower case: more than the 3,000 of ASVS 6.2.4. */
export async function isCommonPassword(lowerCase: string): Promise<boolean> {
  if (known === undefined) {
    // Only who sets a password needs the list, which is 400 kB. Where it did not load, the next one asks for it again.
    const { dictionary } = await import('@zxcvbn-ts/language-common')
    known = new Set(dictionary['passwords-common'])
  }
  return known.has(lowerCase)
}
