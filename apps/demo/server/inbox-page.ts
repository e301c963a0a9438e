import type { Inbox, SentMessage } from '@keystep/server'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { pageHeaders } from './page-headers.ts'

/** What the demo would have mailed, for everybody to see: as JSON when asked for it, otherwise as a page. */
export function inboxPage({ messages }: Inbox): Hono {
  const inbox = new Hono()
  inbox.use(pageHeaders)
  inbox.get('/', (c) => {
    c.header('Cache-Control', 'no-store')
    c.header('Vary', 'Accept')
    const sent = messages.map((message) => ({ ...message, sentAt: new Date(message.sentAt).toISOString() }))
    return c.req.header('accept')?.includes('application/json') ? c.json(sent) : c.html(listOf(messages))
  })
  return inbox
}

function listOf(messages: readonly SentMessage[]) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>Inbox of the demo</title>
      </head>
      <body>
        <main>
          <h1>Inbox of the demo</h1>
          ${messages.length === 0 ? html`<p>Nothing was sent yet.</p>` : messages.map(messageOf)}
        </main>
      </body>
    </html>`
}

function messageOf({ to, subject, text, sentAt }: SentMessage) {
  const [before = '', link = '', after = ''] = text.split(/(https?:\/\/\S+)/)
  return html`<article>
    <h2>${subject}</h2>
    <p>To ${to}, ${new Date(sentAt).toISOString()}</p>
    <pre>${before}${link && html`<a href="${link}">${link}</a>`}${after}</pre>
  </article>`
}
