import type { Device } from '@keystep/contract'
import { Icon } from '../parts/icon.tsx'
import { isolated } from '../parts/isolated.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { useMethods } from '../methods/use-methods.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { usePart } from '../parts/use-part.ts'

export type OtherWaysProps = { readonly devices: readonly Device[]; readonly onChoose: (deviceId: string) => void }

/** The user's other devices, each one press away. */
export function OtherWays({ devices, onChoose }: OtherWaysProps) {
  const part = usePart()
  const { messages, dir } = useKeystep()
  const methods = useMethods()
  if (devices.length === 0) return null
  return (
    <ul {...part('ways')} aria-label={messages.otherWays}>
      {devices.map(({ id, method, name, destination }) => {
        const known = methods.find((one) => one.method === method)
        const label = known?.label(messages) ?? method
        return (
          <li key={id}>
            <LinkButton onClick={() => onChoose(id)}>
              {known && <Icon of={known.icon} />}
              {destination
                ? messages.byDestination({ label, destination: isolated(destination, dir) })
                : name
                  ? messages.byNamed({ label, name })
                  : messages.byMethod({ label })}
            </LinkButton>
          </li>
        )
      })}
    </ul>
  )
}
