import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'

export type YesOrNoProps = {
  readonly yes: string
  readonly no: string
  readonly dangerous?: boolean
  readonly busy: boolean
  readonly onYes: () => void
  readonly onNo: () => void
}

/** The way on and the way back, side by side where there is room. */
export function YesOrNo({ yes, no, dangerous = false, busy, onYes, onNo }: YesOrNoProps) {
  const { slots } = useKeystep()
  const part = usePart()
  return (
    <div {...part('actions')}>
      <slots.Button variant={dangerous ? 'danger' : 'primary'} busy={busy} onClick={onYes}>
        {yes}
      </slots.Button>
      <slots.Button variant="quiet" onClick={onNo}>
        {no}
      </slots.Button>
    </div>
  )
}
