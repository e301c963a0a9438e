import { type Env, Hono, type Schema } from 'hono'

type Capture = { Bindings: { readonly onSetCookie: (header: string) => void } }

export type Answer = { readonly response: Response; readonly setCookies: readonly string[] }

/** A browser drops `Set-Cookie` from every response a script makes. */
const pageHidesCookies = new Response(null, { headers: { 'set-cookie': 'a=b' } }).headers.getSetCookie().length === 0

/**
 * Runs an app and tells which cookies it sets, in a page too: there they are caught on their way through `c.header`,
 * which hono/cookie uses. Cookies of a `new Response` of the app's own are lost in a page.
 */
export function withSetCookies<E extends Env, S extends Schema, Base extends string>(
  app: Hono<E, S, Base>,
): (request: Request) => Promise<Answer> {
  let outer: Hono<Capture> | undefined
  return async function run(request) {
    // Not before the first request, so that the app may still get routes.
    outer ??= createOuter(app)
    const caught: string[] = []
    const response = await outer.fetch(request, { onSetCookie: (header) => void caught.push(header) })
    return { response, setCookies: pageHidesCookies ? caught : response.headers.getSetCookie() }
  }
}

function createOuter<E extends Env, S extends Schema, Base extends string>(app: Hono<E, S, Base>): Hono<Capture> {
  const outer = new Hono<Capture>()
  outer.use(async function catchCookies(c, next) {
    const { header } = c
    const catching: typeof header = (name: string, value?: string, options?: { append?: boolean }) => {
      if (value !== undefined && name.toLowerCase() === 'set-cookie') c.env.onSetCookie(value)
      header(name, value, options)
    }
    c.header = catching
    await next()
  })
  outer.route('/', app)
  return outer
}
