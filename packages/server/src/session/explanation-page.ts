import { html } from 'hono/html'
import type { SentTexts } from '../languages/en.ts'

/** The one page the server shows by itself: why a user without a device may not see this, and what to do. */
export async function explanationPage(texts: SentTexts, setupUrl: string | null): Promise<Response> {
  const link = setupUrl === null ? '' : html`<p><a href="${setupUrl}">${texts.enrolmentRequiredAction}</a></p>`
  const page = await html`<!doctype html>
    <html lang="${texts.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${texts.enrolmentRequiredTitle}</title>
      </head>
      <body>
        <main>
          <h1>${texts.enrolmentRequiredTitle}</h1>
          <p>${texts.enrolmentRequiredText}</p>
          ${link}
        </main>
      </body>
    </html>`
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  }
  return new Response(String(page), { status: 403, headers })
}
