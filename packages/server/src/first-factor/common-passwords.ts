let loaded: Promise<ReadonlySet<string>> | undefined

/** Whether it is among the 49,000 passwords that people choose most, in lower case: more than the 3,000 of ASVS 6.2.4. */
export async function isCommonPassword(lowerCase: string): Promise<boolean> {
  // Only who sets a password needs the list, which is 400 kB.
  loaded ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
  return (await loaded).has(lowerCase)
}
