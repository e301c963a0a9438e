import { codeAnswer } from '../code-answer.tsx'
import type { Method } from '../method.ts'
import { phoneNumber } from '../phone-number.tsx'

/** Codes by text message. */
export const smsMethod: Method = {
  method: 'sms',
  icon: {
    name: 'sms',
    path: 'M4.25 3.25h11.5a1.5 1.5 0 0 1 1.5 1.5v7.5a1.5 1.5 0 0 1-1.5 1.5H9.5l-3.75 3v-3h-1.5a1.5 1.5 0 0 1-1.5-1.5v-7.5a1.5 1.5 0 0 1 1.5-1.5zM6.75 8.5h.01M10 8.5h.01M13.25 8.5h.01',
  },
  label: (messages) => messages.smsLabel,
  about: (messages) => messages.smsAbout,
  lede: (messages, { destination }) => messages.smsLede({ destination: destination ?? '' }),
  Answer: codeAnswer((messages) => messages.smsCode),
  otpTransport: 'sms',
  channel: {
    other: 'call',
    instead: (messages, destination) => messages.smsInstead({ destination }),
    also: (messages) => messages.smsAlso,
  },
  prepare: phoneNumber,
  connect: {
    title: (messages) => messages.smsConnectTitle,
    lede: (messages, { device }) => messages.smsLede({ destination: device.destination ?? '' }),
    code: (messages) => messages.smsCode,
    restart: (messages) => messages.otherNumber,
  },
}
