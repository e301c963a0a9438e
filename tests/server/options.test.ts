import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import {
  backup,
  call,
  createKeystep,
  inboxGateway,
  memoryStore,
  passwords,
  sms,
  totp,
  type KeystepOptions,
} from '@keystep/server'
import { scryptHash } from '@keystep/server/node'
import { cheapHash } from './cheap-hash.ts'
import { keys } from './start-server.ts'

const secret = 'a secret for tests, with 32 bytes'

function create(options: Partial<KeystepOptions>) {
  const store = memoryStore()
  return createKeystep({
    store,
    firstFactor: passwords({ store, hash: cheapHash }),
    issuer: 'Acme',
    origins: ['http://localhost:3000'],
    keys,
    methods: [totp()],
    ...options,
  })
}

describe('keys', () => {
  test.for([
    ['none', [], 'createKeystep: keys is empty. Give at least one: [{ id, secret }].'],
    ['a short one', [{ id: 'a', secret: 'x'.repeat(31) }], 'createKeystep: the key "a" is too short. It needs 32'],
    ['short bytes', [{ id: 'a', secret: new Uint8Array(31) }], 'createKeystep: the key "a" is too short. It needs 32'],
    [
      'one id twice',
      [
        { id: 'a', secret },
        { id: 'a', secret: 'another secret, with its 32 bytes' },
      ],
      'createKeystep: the key "a" is there twice.',
    ],
    [
      'one secret twice',
      [
        { id: 'a', secret },
        { id: 'b', secret },
      ],
      'createKeystep: the key "b" is there twice.',
    ],
    ['an id with a dot', [{ id: 'a.b', secret }], 'createKeystep: the id of key 1 is not usable.'],
    ['an empty id', [{ id: '', secret }], 'createKeystep: the id of key 1 is not usable.'],
  ] as const)('%s are refused', ([, wrong, sentence]) => {
    expect(() => create({ keys: wrong })).toThrow(sentence)
  })

  test('of 32 bytes or more are taken, as text or as bytes', () => {
    expect(() =>
      create({
        keys: [
          { id: 'a', secret },
          { id: 'b', secret: crypto.getRandomValues(new Uint8Array(32)) },
        ],
      }),
    ).not.toThrow()
  })
})

describe('a key that everybody can read', () => {
  const known = [{ id: 'test', secret: 'a key for tests, and for tests only' }]
  const store = memoryStore()
  const firstFactor = passwords({ store, hash: scryptHash() })
  const sentence = 'createKeystep: the key "test" is for tests only. Make one with: openssl rand -base64 32.'

  test('is refused where strangers can reach the server, behind another one as well', () => {
    const origins = ['https://acme.example']
    expect(() => create({ store, firstFactor, origins, keys: known })).toThrow(sentence)
    expect(() => create({ store, firstFactor, origins, keys: [...keys, ...known] })).toThrow(sentence)
    expect(() => create({ store, firstFactor, origins })).not.toThrow()
  })

  test('is taken on this machine alone', () => {
    expect(() => create({ keys: known, origins: ['https://localhost', 'http://127.0.0.1:3000'] })).not.toThrow()
  })

  test('is the one of the server for tests', () => {
    expect(readFileSync('packages/testing/src/create-test-server.ts', 'utf8')).toContain(known[0]?.secret)
  })
})

describe('origins', () => {
  test.for([
    [[], 'createKeystep: origins is empty.'],
    [['acme.example'], 'createKeystep: "acme.example" is not an origin.'],
    [['https://acme.example/'], 'createKeystep: "https://acme.example/" is not an origin.'],
    [['https://acme.example/app'], 'createKeystep: "https://acme.example/app" is not an origin.'],
    [['https://ACME.example'], 'createKeystep: "https://ACME.example" is not an origin.'],
    [['*'], 'createKeystep: "*" is not an origin.'],
    [['http://acme.example'], 'createKeystep: "http://acme.example" is plain http'],
    [['http://localhost.evil.example'], 'createKeystep: "http://localhost.evil.example" is plain http'],
    [['https://acme.example', 'http://acme.example'], 'createKeystep: "http://acme.example" is plain http'],
  ] as const)('%j are refused', ([origins, sentence]) => {
    expect(() => create({ origins })).toThrow(sentence)
  })

  test.for(['http://localhost:5173', 'http://127.0.0.1:80801', 'http://[::1]:3000', 'https://localhost'])(
    '%s is this machine, and needs no https',
    (origin) => {
      const plain = origin.replace('80801', '8080')
      expect(() => create({ origins: [plain] })).not.toThrow()
    },
  )

  test('plain http is taken where the app insists', () => {
    const store = memoryStore()
    const firstFactor = passwords({ store, hash: scryptHash() })
    expect(() => create({ store, firstFactor, origins: ['http://acme.example'], insecureCookies: true })).not.toThrow()
  })
})

describe('a hash for tests', () => {
  const origins = ['https://acme.example']

  test('is refused for passwords where strangers can reach the server', () => {
    expect(() => create({ origins })).toThrow('passwords: this hash is for tests only.')
    expect(() => create({ origins: ['http://localhost:3000', ...origins] })).toThrow(
      'passwords: this hash is for tests',
    )
  })

  test('is refused for backup tokens there', () => {
    const store = memoryStore()
    const firstFactor = passwords({ store, hash: scryptHash() })
    const methods = [totp(), backup({ hash: cheapHash })]
    expect(() => create({ store, firstFactor, origins, methods })).toThrow('backup: this hash is for tests only.')
    expect(() =>
      create({ store, firstFactor, origins, methods: [totp(), backup({ hash: scryptHash() })] }),
    ).not.toThrow()
  })

  test('is refused on plain http that is not this machine, insecure or not', () => {
    expect(() => create({ origins: ['http://acme.example'], insecureCookies: true })).toThrow('is for tests only.')
  })
})

describe('methods', () => {
  test('one named twice is refused', () => {
    expect(() => create({ methods: [totp(), totp()] })).toThrow('createKeystep: methods names one method twice.')
  })

  test.for([[[]], [[backup({ hash: cheapHash })]]])('nothing to enrol is refused', ([methods = []]) => {
    expect(() => create({ methods })).toThrow('createKeystep: methods has nothing a user could enrol. Add totp().')
  })

  test('phones alone are warned of, and not beside an app', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const phone = { gateway: inboxGateway(), countries: ['NL' as const] }
    create({ methods: [totp(), sms(phone), backup({ hash: cheapHash })] })
    expect(warn).not.toHaveBeenCalled()
    create({ methods: [sms(phone), call(phone), backup({ hash: cheapHash })] })
    expect(warn.mock.calls).toEqual([[expect.stringContaining('phones alone can be taken over with their number')]])
    warn.mockRestore()
  })
})

test('no first factor needs a place to prove it again', () => {
  const options = { store: memoryStore(), issuer: 'Acme', origins: ['http://localhost:3000'], keys, methods: [totp()] }
  expect(() => createKeystep(options)).toThrow('createKeystep: without firstFactor, give reauthenticateUrl')
  expect(() => createKeystep({ ...options, reauthenticateUrl: '/again' })).not.toThrow()
})
