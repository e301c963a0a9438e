import type { CallGateway } from '../../delivery/call-gateway.ts'
import type { DeviceType } from '../device-type.ts'
import { phoneDevice, type PhoneOptions } from '../phone/phone-device.ts'

export type CallOptions = PhoneOptions & { readonly gateway: CallGateway }

/** Codes by phone call, said once a key was pressed. Restricted as texts are. */
export function call({ gateway, ...options }: CallOptions): DeviceType {
  const { hook } = gateway
  return phoneDevice({
    ...options,
    method: 'call',
    async send(to, { code, issuer, texts, hookId }) {
      await gateway.call({ to, script: texts.callScript({ code, issuer }), hookId })
    },
    ...(hook && {
      hook: {
        gateway: hook.gateway,
        answer: (request, id, find) =>
          hook.answer(request, id, async () => {
            const found = await find()
            return found && found.texts.callScript(found)
          }),
      },
    }),
  })
}
