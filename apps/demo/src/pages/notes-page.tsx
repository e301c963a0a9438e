import { Button, RequireVerified, TextField } from '@keystep/react'
import { type FormEvent, useEffect, useState } from 'react'

type Note = { readonly id: string; readonly text: string }

/** Nothing of it shows before the server called the session verified; the API behind it asks the same. */
export function NotesPage() {
  return (
    <RequireVerified headingLevel={1}>
      <Notes />
    </RequireVerified>
  )
}

function Notes() {
  const [notes, setNotes] = useState<readonly Note[]>([])
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)

  useEffect(() => {
    let shown = true
    void request('/api/notes').then((answer) => shown && show(answer))
    return () => {
      shown = false
    }
  }, [])

  /** Every call answers the whole list; null when it did not work. */
  function show(answer: readonly Note[] | null) {
    setProblem(answer ? null : 'That did not work. Try again in a moment.')
    if (answer) setNotes(answer)
  }
  async function add(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '') return
    const headers = { 'content-type': 'application/json' }
    const answer = await request('/api/notes', { method: 'POST', headers, body: JSON.stringify({ text }) })
    show(answer)
    if (answer) setText('')
  }
  async function remove(id: string) {
    show(await request(`/api/notes/${id}`, { method: 'DELETE' }))
  }
  return (
    <article>
      <h1>Your notes</h1>
      {problem && <p role="alert">{problem}</p>}
      {notes.length === 0 && <p>Nothing in here yet.</p>}
      <ul className="notes">
        {notes.map((note) => (
          <li key={note.id}>
            <span>{note.text}</span>
            <Button variant="quiet" aria-label={`Delete: ${note.text}`} onClick={() => void remove(note.id)}>
              Delete
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={(event) => void add(event)} className="add">
        <TextField label="A new note" value={text} onChange={(event) => setText(event.target.value)} />
        <Button type="submit">Add note</Button>
      </form>
    </article>
  )
}

async function request(path: string, init?: RequestInit): Promise<readonly Note[] | null> {
  const response = await fetch(path, init).catch(() => null)
  return response?.ok ? ((await response.json()) as readonly Note[]) : null
}
