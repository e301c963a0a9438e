import { Link } from 'react-router'

/** Open to everybody. */
export function WelcomePage() {
  return (
    <article>
      <h1>A vault for your notes</h1>
      <p>
        Anybody can read this page. <Link to="/home">Home</Link> is for people who are signed in. Your{' '}
        <Link to="/notes">notes</Link> open only after a second step.
      </p>
      <p>
        <Link to="/sign-up">Make an account</Link>, or sign in as one of the people whose password the server printed
        when it started.
      </p>
    </article>
  )
}
