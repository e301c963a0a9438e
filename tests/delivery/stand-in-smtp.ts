import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'

/** What the server does with a mail: takes it, or one of the ways to fail. */
export type SmtpBehaviour =
  | 'takes'
  | 'answers twice'
  | 'refuses the recipient'
  | 'refuses the message'
  | 'is late'
  | 'never ends a reply'
  | 'never greets'
  | 'drops the line'
  | 'talks nonsense'

export type StandInSmtp = {
  readonly url: string
  /** Every mail as it arrived: who it was for, and what stood in it. */
  readonly mails: ReadonlyArray<{ readonly recipients: readonly string[]; readonly data: string }>
  behaviour: SmtpBehaviour
  /** Until no connection is open. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** As much of a mail server (RFC 5321) as takes one message. */
export async function standInSmtp(): Promise<StandInSmtp> {
  const mails: Array<{ recipients: string[]; data: string }> = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    if (standIn.behaviour !== 'never greets') talk(socket)
  })
  server.listen(0, '0.0.0.0')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }

  function talk(socket: Socket): void {
    const say = (line: string) => void socket.write(`${line}\r\n`)
    let recipients: string[] = []
    let data: string | null = null
    let rest = ''
    say(standIn.behaviour === 'talks nonsense' ? 'HTTP/1.1 200 OK' : '220 stand-in ESMTP')
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) hear(line)
    })
    function hear(line: string): void {
      if (data !== null) {
        if (line !== '.') data += `${line}\r\n`
        else take(data)
        return
      }
      if (line.startsWith('EHLO') && standIn.behaviour === 'never ends a reply') trickle()
      else if (line.startsWith('EHLO')) say('250 stand-in')
      else if (line.startsWith('MAIL FROM')) say('250 OK')
      else if (line.startsWith('RCPT TO')) {
        recipients.push(line)
        if (standIn.behaviour === 'refuses the recipient') say(`550 no mailbox for ${line.slice(8)}`)
        else say('250 OK')
      } else if (line === 'DATA') {
        if (standIn.behaviour === 'drops the line') {
          socket.destroy()
          return
        }
        say('354 go on')
        data = ''
      } else if (line === 'STARTTLS') say('454 no TLS here')
      else if (line === 'QUIT') socket.end('221 bye\r\n')
      else say('250 OK')
    }
    function trickle(): void {
      const timer = setInterval(() => say('250-wait'), 20)
      socket.on('close', () => clearInterval(timer))
    }
    function take(message: string): void {
      data = null
      mails.push({ recipients, data: message })
      recipients = []
      if (standIn.behaviour === 'is late') return
      if (standIn.behaviour === 'refuses the message') return say(`451 try later: ${message.slice(0, 200)}`)
      say('250 taken')
      if (standIn.behaviour === 'answers twice') say('250 taken')
    }
  }

  const standIn: StandInSmtp = {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    behaviour: 'takes',
    async idle() {
      // Not by `once`, which would fail at the error of a line that was cut while the server spoke.
      await Promise.all(Array.from(sockets, (socket) => new Promise((closed) => socket.on('close', closed))))
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return standIn
}
