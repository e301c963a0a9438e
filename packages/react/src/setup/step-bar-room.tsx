import { usePart } from '../parts/use-part.ts'

/** The room of the step bar, until it is known which steps there are. */
export function StepBarRoom() {
  const part = usePart()
  return <div {...part('step-bar')} />
}
