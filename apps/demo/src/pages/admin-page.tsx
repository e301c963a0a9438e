import { RequireVerified } from '@keystep/react'
import { useEffect, useState } from 'react'

type Row = { readonly name: string; readonly count: number }

/** For staff whom a device verified; whoever is not is sent to the wizard, never to a form of its own. */
export function AdminPage() {
  return (
    <RequireVerified headingLevel={1} staff>
      <Overview />
    </RequireVerified>
  )
}

function Overview() {
  /** Undefined before the server answered, null when it did not. */
  const [rows, setRows] = useState<readonly Row[] | null>()

  useEffect(() => {
    let shown = true
    void request().then((answer) => shown && setRows(answer))
    return () => {
      shown = false
    }
  }, [])
  return (
    <article>
      <h1>Administration</h1>
      {rows === null && <p role="alert">That did not work. Try again in a moment.</p>}
      {rows && (
        <table>
          <caption>What people keep; what is in it is theirs alone</caption>
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col">Notes</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  )
}

async function request(): Promise<readonly Row[] | null> {
  const answer = await fetch('/api/admin/notes').catch(() => null)
  return answer?.ok ? ((await answer.json()) as readonly Row[]) : null
}
