import type { EmailGateway } from './email-gateway.ts'

/** Prints what would be sent: for the first hour with Keystep, never for people. */
export function consoleGateway(): EmailGateway {
  return {
    async sendEmail({ to, subject, text }) {
      console.log(`To: ${to}\nSubject: ${subject}\n\n${text}\n`)
    },
  }
}
