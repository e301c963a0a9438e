import { useKeystep } from '../provider/keystep-context.ts'
import { useAction } from '../provider/use-action.ts'
import { useSession } from '../session/use-session.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { usePart } from '../parts/use-part.ts'

/** Whose sign-in this is, and the way out for anybody else. */
export function WhoIsSigningIn({ onGiveUp }: { readonly onGiveUp?: (() => void) | undefined }) {
  const part = usePart()
  const { client, messages } = useKeystep()
  const { session, accept } = useSession()
  const { run } = useAction(() => client.login.giveUp())
  if (session?.state !== 'second_factor') return null
  const { name, identifier, image } = session.user

  async function giveUp() {
    const answer = await run(undefined)
    if (answer) accept(answer)
    onGiveUp?.()
  }
  return (
    <div {...part('person')}>
      {image && <img src={image} alt="" {...part('person-image')} />}
      <span>{messages.signingInAs({ name: name ?? identifier })}</span>
      <LinkButton onClick={() => void giveUp()}>{messages.notYou}</LinkButton>
    </div>
  )
}
