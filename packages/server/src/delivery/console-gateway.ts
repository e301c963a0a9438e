import { asEmail } from './as-email.ts'
import type { CallGateway } from './call-gateway.ts'
import type { EmailGateway, EmailMessage } from './email-gateway.ts'
import type { TextGateway } from './text-gateway.ts'

/** Prints what would be sent or said: for the first hour with Keystep, never for people. */
export function consoleGateway(): EmailGateway & TextGateway & CallGateway {
  return {
    sendEmail: print,
    sendText: (message) => print(asEmail(message)),
    call: (message) => print(asEmail(message)),
  }
}

async function print({ to, subject, text }: EmailMessage): Promise<void> {
  console.log(`To: ${to}\nSubject: ${subject}\n\n${text}\n`)
}
