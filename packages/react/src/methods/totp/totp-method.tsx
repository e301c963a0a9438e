import { QrCode } from '../../parts/qr-code.tsx'
import { SecretKey } from '../../parts/secret-key.tsx'
import { useKeystep } from '../../provider/keystep-context.ts'
import { codeAnswer } from '../code-answer.tsx'
import type { ConnectProps, Method } from '../method.ts'

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
  icon: {
    name: 'totp',
    path: 'M6.75 2.25h6.5a2 2 0 0 1 2 2v11.5a2 2 0 0 1-2 2h-6.5a2 2 0 0 1-2-2V4.25a2 2 0 0 1 2-2zM8.75 15h2.5M7.5 8.5l1.75 1.75L12.75 6.5',
  },
  label: (messages) => messages.totpLabel,
  lede: (messages) => messages.totpLede,
  about: (messages) => messages.totpAbout,
  Answer: codeAnswer((messages) => messages.totpCode),
  connect: {
    // After a reload the secret is gone: the code of what was scanned before still proves it.
    title: (messages, { secret }) => (secret === undefined ? messages.resumedTitle : messages.scanTitle),
    lede: (messages, { secret }) => (secret === undefined ? messages.resumedLede : messages.scanLede),
    Show,
    code: (messages) => messages.proveCode,
    restart: (messages, { secret }) => (secret === undefined ? messages.newQr : null),
  },
}
