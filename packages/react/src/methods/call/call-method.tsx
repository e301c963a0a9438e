import { codeAnswer } from '../code-answer.tsx'
import type { Method } from '../method.ts'
import { phoneNumber } from '../phone-number.tsx'

/** Codes that a voice reads out in a phone call. */
export const callMethod: Method = {
  method: 'call',
  icon: {
    name: 'call',
    path: 'M6.5 2.75H4.25a1.5 1.5 0 0 0-1.5 1.6c.35 7 5.9 12.55 12.9 12.9a1.5 1.5 0 0 0 1.6-1.5V13.5l-4-1.5-1.75 1.75A9.5 9.5 0 0 1 6.25 8.5L8 6.75z',
  },
  label: (messages) => messages.callLabel,
  about: (messages) => messages.callAbout,
  lede: (messages, { destination }) => messages.callLede({ destination: destination ?? '' }),
  Answer: codeAnswer((messages) => messages.callCode),
  sending: (messages) => messages.callWords,
  channel: {
    other: 'sms',
    instead: (messages, destination) => messages.callInstead({ destination }),
    also: (messages) => messages.callAlso,
  },
  prepare: phoneNumber,
  connect: {
    title: (messages) => messages.callConnectTitle,
    lede: (messages, { device }) => messages.callLede({ destination: device.destination ?? '' }),
    code: (messages) => messages.callCode,
    restart: (messages) => messages.otherNumber,
  },
}
