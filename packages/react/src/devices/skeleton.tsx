import { usePart } from '../parts/use-part.ts'

/** The room that the devices will take. */
export function Skeleton() {
  const part = usePart()
  return <div {...part('skeleton')} aria-hidden="true" />
}
