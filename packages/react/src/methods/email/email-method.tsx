import { useKeystep } from '../../provider/keystep-context.ts'
import { codeAnswer } from '../code-answer.tsx'
import type { Method, PrepareProps } from '../method.ts'

function Address({ register, errorOf }: PrepareProps) {
  const { messages, slots } = useKeystep()
  return (
    <slots.TextField
      {...register('address', { required: true })}
      label={messages.emailAddress}
      type="email"
      inputMode="email"
      autoComplete="email"
      error={errorOf('address')}
    />
  )
}

/** Codes by mail. */
export const emailMethod: Method = {
  method: 'email',
  icon: {
    name: 'email',
    path: 'M4.25 4.25h11.5a1.5 1.5 0 0 1 1.5 1.5v8.5a1.5 1.5 0 0 1-1.5 1.5H4.25a1.5 1.5 0 0 1-1.5-1.5v-8.5a1.5 1.5 0 0 1 1.5-1.5zM3 6.25l7 4.75 7-4.75',
  },
  label: (messages) => messages.emailLabel,
  about: (messages) => messages.emailAbout,
  lede: (messages, { destination }) => messages.emailLede({ destination: destination ?? '' }),
  Answer: codeAnswer((messages) => messages.emailCode),
  prepare: {
    isNeeded: ({ user }) => user.email === null,
    title: (messages) => messages.emailAddressTitle,
    lede: (messages) => messages.emailAddressLede,
    Fields: Address,
    request: ({ address = '' }) => ({ address }),
  },
  connect: {
    title: (messages) => messages.emailConnectTitle,
    lede: (messages, { device }) => messages.emailLede({ destination: device.destination ?? '' }),
    code: (messages) => messages.emailCode,
    restart: (messages) => messages.otherAddress,
  },
}
