/** What a command cannot do, in a sentence for whoever typed it. */
export class CliError extends Error {
  /** 2: the command was given wrongly. */
  readonly exitCode: 1 | 2

  constructor(sentence: string, exitCode: 1 | 2 = 1) {
    super(sentence)
    this.name = 'CliError'
    this.exitCode = exitCode
  }
}
