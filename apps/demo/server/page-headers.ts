import { secureHeaders } from 'hono/secure-headers'

/** Nothing but what this server serves, no script or style written into a page, no text made markup; nobody frames it. */
export const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // The token of a reset link stands in the address.
  referrerPolicy: 'no-referrer',
  // The demo is plain http on this machine; other apps on it may not be forced to https.
  strictTransportSecurity: false,
})
