import { useEffect, useState, useSyncExternalStore } from 'react'
import { codeInMessage } from '@keystep/testing'
import type { Stage } from './stage.ts'

/** The person's phone beside the page: their authenticator app, their paper, their mail, and the time. */
export function Phone({ stage }: { readonly stage: Stage }) {
  const { server, person } = stage
  useTicks()
  const lastVisit = useSyncExternalStore(stage.subscribe, () => stage.visits.at(-1))
  const { app, backupTokens, user } = person
  const told = server.notices.messages.find(({ to }) => to === user.email)
  return (
    <aside className="phone" aria-label="Phone of the person in front of the screen" dir="ltr" lang="en">
      <p className="owner">{user.name}</p>
      {app.account === null ? (
        <p>The authenticator app is empty.</p>
      ) : (
        <p>
          <span>{app.account}</span>
          <output className="code">{app.code()}</output>
          <span>{app.secondsLeft()} s left</span>
        </p>
      )}
      <div className="keys">
        <button type="button" onClick={() => stage.scan(document.body)}>
          Scan the page
        </button>
        <button type="button" disabled={app.account === null} onClick={() => typeInPage(app.code())}>
          Type the code
        </button>
        <button
          type="button"
          disabled={app.account === null}
          onClick={() => void navigator.clipboard.writeText(app.code())}
        >
          Copy the code
        </button>
        <button type="button" onClick={() => server.clock.advance(30)}>
          Wait 30 seconds
        </button>
      </div>
      {backupTokens[0] && <p>On paper: {backupTokens[0]} and more</p>}
      <p>Password: {person.password}</p>
      <p>{server.inbox.messages.length === 0 ? 'No mail.' : server.inbox.messages[0]?.subject}</p>
      {server.inbox.messages[0] && (
        <button type="button" onClick={() => typeInPage(codeInMessage(server.inbox.messages[0]?.text ?? ''))}>
          Type the mailed code
        </button>
      )}
      {told && <p>Told by mail: {told.text.split('\n')[0]}</p>}
      {lastVisit !== undefined && <p>The page went to {lastVisit}</p>}
    </aside>
  )
}

/** As a keyboard would, so that React hears of it. */
function typeInPage(code: string): void {
  const input = document.querySelector<HTMLInputElement>('input[autocomplete="one-time-code"]')
  if (!input) return
  input.focus()
  input.setSelectionRange(0, input.value.length)
  document.execCommand('insertText', false, code)
}

function useTicks(): void {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 500)
    return () => clearInterval(timer)
  }, [])
}
