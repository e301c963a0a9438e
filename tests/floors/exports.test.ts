import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// The names that users can import. A change of these lists is a change of the public interface.

type Entry = { readonly '@keystep/source': string }

async function namesOf(module: string): Promise<readonly string[]> {
  return Object.keys((await import(module)) as object).toSorted()
}

test('each exported path has a source, and the build puts its result in the same place', () => {
  for (const file of globSync('packages/*/package.json')) {
    const folder = file.slice(0, -'/package.json'.length)
    const { exports } = JSON.parse(readFileSync(file, 'utf8')) as { exports: Record<string, string | Entry> }
    for (const entry of Object.values(exports).filter((value) => typeof value !== 'string')) {
      const source = entry['@keystep/source']
      expect.soft(existsSync(`${folder}/${source}`), `${folder}/${source}`).toBe(true)
      if (source.endsWith('.css')) continue
      const built = source.replace('./src/', './dist/').replace(/\.tsx?$/, '')
      expect.soft(entry).toEqual({ '@keystep/source': source, types: `${built}.d.ts`, default: `${built}.js` })
    }
  }
})

test('@keystep/contract', async () => {
  expect(await namesOf('@keystep/contract')).toMatchInlineSnapshot(`
    [
      "KeystepError",
      "createClient",
      "errorsOf",
      "guardDecision",
      "hasPermission",
      "isErrorCode",
      "isKeystepError",
      "pathParameters",
      "problem",
      "routeErrors",
      "routes",
      "safeNext",
      "statusOf",
    ]
  `)
})

test('@keystep/contract/schemas', async () => {
  expect(await namesOf('@keystep/contract/schemas')).toMatchInlineSnapshot(`
    [
      "schemas",
    ]
  `)
})

test('@keystep/contract/openapi', async () => {
  expect(await namesOf('@keystep/contract/openapi')).toMatchInlineSnapshot(`
    [
      "openApiDocument",
    ]
  `)
})

test('@keystep/server', async () => {
  expect(await namesOf('@keystep/server')).toMatchInlineSnapshot(`
    [
      "backup",
      "call",
      "consoleGateway",
      "cookieSessions",
      "countKeys",
      "createKeystep",
      "email",
      "formatPhoneNumber",
      "hasPermission",
      "hostSessions",
      "inboxGateway",
      "maskPhoneNumber",
      "memoryStore",
      "migrate",
      "passwords",
      "referenceThrottle",
      "rotateKeys",
      "sms",
      "sqlStore",
      "totp",
      "twilioGateway",
      "verifyKeys",
      "webhookGateway",
    ]
  `)
})

test('@keystep/server/node', async () => {
  expect(await namesOf('@keystep/server/node')).toMatchInlineSnapshot(`
    [
      "fromNode",
      "openDatabase",
      "scryptHash",
    ]
  `)
})

test('@keystep/server/postgres', async () => {
  expect(await namesOf('@keystep/server/postgres')).toMatchInlineSnapshot(`
    [
      "databaseClock",
      "openPostgres",
    ]
  `)
})

test('@keystep/react', async () => {
  expect(await namesOf('@keystep/react')).toMatchInlineSnapshot(`
    [
      "BackupTokenList",
      "BackupTokens",
      "BackupTokensSection",
      "Button",
      "Card",
      "CodeInput",
      "DevicesSection",
      "DisableSection",
      "Field",
      "KeystepError",
      "KeystepProvider",
      "LoginWizard",
      "MethodSection",
      "Notice",
      "PasswordField",
      "PhoneField",
      "PhoneSetup",
      "ProfilePanel",
      "QrCode",
      "RequireVerified",
      "SecondStep",
      "SecretKey",
      "SetupWizard",
      "StepUpDialog",
      "TextField",
      "backupMethod",
      "callMethod",
      "deviceAction",
      "emailMethod",
      "en",
      "failureText",
      "hasPermission",
      "smsMethod",
      "totpMethod",
      "useActivity",
      "useBackupTokens",
      "useDevices",
      "useFindUsers",
      "useGuard",
      "useKeystep",
      "useKeystepClient",
      "useLogin",
      "useMethods",
      "useSecondStep",
      "useSession",
      "useSessions",
      "useSetup",
      "useStepUp",
      "useTrustedBrowsers",
      "useUserOverview",
      "withNext",
      "withRequireVerified",
    ]
  `)
})

test('@keystep/testing', async () => {
  expect(await namesOf('@keystep/testing')).toMatchInlineSnapshot(`
    [
      "authenticatorApp",
      "cheapHash",
      "codeInMessage",
      "cookieJar",
      "createTestServer",
      "guardCells",
      "guardVisitors",
      "inPageFetch",
      "movingClock",
      "suspendDevice",
    ]
  `)
})

test('@keystep/testing/msw', async () => {
  expect(await namesOf('@keystep/testing/msw')).toMatchInlineSnapshot(`
    [
      "handlers",
    ]
  `)
})
