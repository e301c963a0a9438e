import { CodeInput } from '../../parts/code-input.tsx'
import { Field } from '../../parts/field.tsx'
import { totpIcon } from '../../parts/icons.ts'
import { QrCode } from '../../parts/qr-code.tsx'
import { SecretKey } from '../../parts/secret-key.tsx'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { AnswerProps, ConnectProps, Method } from '../method.ts'

function Answer({ inputRef, error, label, length, ...control }: AnswerProps) {
  const { messages } = useKeystep()
  return (
    <Field label={label ?? messages.totpCode} error={error}>
      {(field) => <CodeInput {...field} {...control} length={length === 8 ? 8 : 6} ref={inputRef} />}
    </Field>
  )
}

function Show({ enrolment: { otpauthUri, secret } }: ConnectProps) {
  const { messages } = useKeystep()
  if (!otpauthUri || !secret) return null
  const { copy, copied, copyFailed } = messages
  const labels = { key: messages.secretKey, open: messages.openApp, copy, copied, copyFailed }
  return (
    <>
      <QrCode value={otpauthUri} label={messages.qrLabel} />
      <SecretKey value={secret} href={otpauthUri} labels={labels} />
    </>
  )
}

/** An authenticator app. */
export const totpMethod: Method = {
  method: 'totp',
  icon: totpIcon,
  label: (messages) => messages.totpLabel,
  lede: (messages) => messages.totpLede,
  about: (messages) => messages.totpAbout,
  Answer,
  connect: {
    // After a reload the secret is gone: the code of what was scanned before still proves it.
    title: (messages, { secret }) => (secret === undefined ? messages.resumedTitle : messages.scanTitle),
    lede: (messages, { secret }) => (secret === undefined ? messages.resumedLede : messages.scanLede),
    Show,
    code: (messages) => messages.proveCode,
    restart: (messages, { secret }) => (secret === undefined ? messages.newQr : null),
  },
}
