import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { withNext } from '../provider/urls.ts'
import { thisPage } from '../session/way-on.ts'

/** For a user who has no device: why one is good to have, and the way there, which leads back to this page. */
export function Invitation() {
  const { messages, slots, urls, navigate } = useKeystep()
  const part = usePart()
  return (
    <>
      <p {...part('text')}>{messages.introductionText}</p>
      <slots.Button onClick={() => navigate(withNext(urls.setup, thisPage()))}>
        {messages.introductionTitle}
      </slots.Button>
    </>
  )
}
