import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { pageHeaders } from './page-headers.ts'

const build = join(import.meta.dirname, '../build')

/** The built page. Its router knows the paths, so whatever is no file is the page itself. */
export function page(): Hono {
  const app = new Hono()
  app.use(pageHeaders)
  app.use(async function cacheControl(c, next) {
    await next()
    // Vite puts a hash into the names below assets.
    const lasting = c.res.ok && c.req.path.startsWith('/assets/')
    c.header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  app.use(serveStatic({ root: build }))
  app.get('/assets/*', (c) => c.notFound())
  app.get('*', serveStatic({ root: build, path: 'index.html' }))
  app.get('*', (c) => c.text('The page is not built yet: npm start builds it.', 503))
  return app
}
