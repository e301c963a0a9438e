import type { TextGateway } from '../../delivery/text-gateway.ts'
import type { DeviceType } from '../device-type.ts'
import { phoneDevice, type PhoneOptions } from '../phone/phone-device.ts'

export type SmsOptions = PhoneOptions & { readonly gateway: TextGateway }

/** Codes by text message. Restricted by NIST SP 800-63B-4 §3.2.9: offer an app or a passkey beside it. */
export function sms({ gateway, ...options }: SmsOptions): DeviceType {
  return phoneDevice({
    ...options,
    method: 'sms',
    async send(to, { code, issuer, purpose, texts, domain }, minutes) {
      await gateway.sendText({ to, text: texts.codeText({ code, issuer, minutes, purpose, domain }) })
    },
  })
}
