// The first that matches is it: most browsers also claim to be the ones below them.
const browsers = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
] as const

const systems = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
] as const

/**
 * What a user can tell a browser by: "Firefox, Windows". Null for one that is unknown. Names alone, which read the same in
 * every language, so that nothing has to be worded; and no more than that is kept of a User-Agent, which would tell one
 * visitor from another.
 */
export function browserName(request: Request): string | null {
  const userAgent = request.headers.get('user-agent') ?? ''
  const found = [browsers, systems].flatMap((names) => names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? [])
  return found.length === 0 ? null : found.join(', ')
}
