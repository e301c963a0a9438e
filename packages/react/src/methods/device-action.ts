import type { Device } from '@keystep/contract'
import type { Messages } from '../languages/en.ts'

/**
 * What is done with a phone when it is asked, as the words of a button: "Send text message to +1 ***-***-**11". Throws
 * for a device of any other method.
 */
export function deviceAction(
  { method, destination }: Pick<Device, 'method' | 'destination'>,
  messages: Pick<Messages, 'smsAction' | 'callAction'>,
): string {
  if (destination !== null) {
    if (method === 'sms') return messages.smsAction({ destination })
    if (method === 'call') return messages.callAction({ destination })
  }
  throw new Error(
    `deviceAction: only "sms" and "call" with a number have words. This is "${method}" to ${destination}.`,
  )
}
