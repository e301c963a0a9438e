import type { SecretBox } from '../crypto/secret-box.ts'
import type { EmailMessage } from '../delivery/email-gateway.ts'
import type { NewMessage } from '../stores/event-requests.ts'

/** A mail as it waits: bound to its row, so that no other one's content leaves in its place. */
export async function sealMessage(box: SecretBox, id: string, message: EmailMessage): Promise<string> {
  return await box.seal(new TextEncoder().encode(JSON.stringify(message)), placeOf(id))
}

export async function openMessage(box: SecretBox, { id, sealed }: NewMessage): Promise<EmailMessage> {
  return JSON.parse(new TextDecoder().decode(await box.open(sealed, placeOf(id)))) as EmailMessage
}

function placeOf(id: string): string {
  return `message|${id}`
}
