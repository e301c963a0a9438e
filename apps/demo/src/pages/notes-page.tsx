import { Button, RequireVerified, TextField } from '@keystep/react'
import { type FormEvent, useCallback, useEffect, useState } from 'react'

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

  const send = useCallback(async (path: string, init?: RequestInit) => {
    const response = await fetch(path, init).catch(() => null)
    if (!response?.ok) return setProblem('That did not work. Try again in a moment.')
    setProblem(null)
    setNotes((await response.json()) as Note[])
  }, [])
  useEffect(() => void send('/api/notes'), [send])

  function add(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '') return
    setText('')
    const headers = { 'content-type': 'application/json' }
    void send('/api/notes', { method: 'POST', headers, body: JSON.stringify({ text }) })
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
            <Button
              variant="quiet"
              aria-label={`Delete: ${note.text}`}
              onClick={() => void send(`/api/notes/${note.id}`, { method: 'DELETE' })}
            >
              Delete
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={add} className="add">
        <TextField label="A new note" value={text} onChange={(event) => setText(event.target.value)} />
        <Button type="submit">Add note</Button>
      </form>
    </article>
  )
}
