/** The code in what was sent: at the end of a text message, or on a line of its own in a mail and in what a call says. */
export function codeInMessage(text: string): string {
  const [, code] = /#(\d{6,8})$/.exec(text) ?? /^((?:\d ?){6,8})$/m.exec(text) ?? []
  if (code === undefined) throw new Error('There is no code in this message.')
  return code.replaceAll(' ', '')
}
