/** The code that a mail holds on a line of its own. */
export function codeInMail(text: string): string {
  const [code] = /^\d{6,8}$/m.exec(text) ?? []
  if (code === undefined) throw new Error('There is no code in this mail.')
  return code
}
