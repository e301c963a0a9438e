import type { CallGateway, CallScript } from '../../delivery/call-gateway.ts'
import type { DeviceType, SpokenCode } from '../device-type.ts'
import { phoneDevice, type PhoneOptions } from '../phone/phone-device.ts'

export type CallOptions = PhoneOptions & { readonly gateway: CallGateway }

/** Codes by phone call, said once a key was pressed. Restricted as texts are. */
export function call({ gateway, ...options }: CallOptions): DeviceType {
  const { hook } = gateway
  return phoneDevice({
    ...options,
    method: 'call',
    async send(to, message) {
      await gateway.call({ to, script: scriptOf(message), hookId: message.hookId })
    },
    ...(hook && {
      hook: {
        gateway: hook.gateway,
        answer: (request, id, find) =>
          hook.answer(request, id, async () => {
            const found = await find()
            return found && scriptOf(found)
          }),
      },
    }),
  })
}

/** In the accent of the user's own region, where the words are of their language. */
function scriptOf({ code, issuer, texts, user }: SpokenCode): CallScript {
  const script = texts.callScript({ code, issuer })
  const [language] = user.language?.toLowerCase().split('-') ?? []
  return language === script.language.toLowerCase() ? { ...script, language: user.language ?? language } : script
}
