import { CodeInput } from '../../parts/code-input.tsx'
import { Field } from '../../parts/field.tsx'
import { emailIcon } from '../../parts/icons.ts'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { AnswerProps, Method, PrepareProps } from '../method.ts'

function Answer({ inputRef, error, label, length, ...control }: AnswerProps) {
  const { messages } = useKeystep()
  return (
    <Field label={label ?? messages.emailCode} error={error}>
      {(field) => <CodeInput {...field} {...control} length={length === 8 ? 8 : 6} ref={inputRef} />}
    </Field>
  )
}

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
  icon: emailIcon,
  label: (messages) => messages.emailLabel,
  about: (messages) => messages.emailAbout,
  lede: (messages, { destination }) => messages.emailLede({ destination: destination ?? '' }),
  Answer,
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
