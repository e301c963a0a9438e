import { describe, expect, test } from 'vitest'
import { systemRandom } from '../../crypto/random.ts'
import type { BeginContext, BegunDevice, DeviceType } from '../device-type.ts'
import type { DeviceRecord, User } from '../../stores/records.ts'
import { totpCode } from './totp-code.ts'
import { readTotpState } from './totp-state.ts'
import { totp, type TotpOptions } from './totp.ts'

const user = { id: 'ada', identifier: 'ada@example.com' } as User
const key = new TextEncoder().encode('12345678901234567890')
/** The step that `now` lies in. */
const current = 50_000_000
const now = current * 30_000

async function begin(type: DeviceType, random: BeginContext['random']): Promise<BegunDevice | undefined> {
  const request = new Request('https://acme.example/auth/devices')
  const begun = await type.begin?.({
    user,
    request,
    issuer: 'Acme',
    random,
    address: null,
    number: null,
    extra: undefined,
  })
  return begun?.refused ? undefined : begun
}

async function sentCode(): Promise<never> {
  throw new Error('Nothing is sent to an authenticator app.')
}

async function setup(options: TotpOptions = {}) {
  const type = totp(options)
  const begun = await begin(type, () => key)
  let device = { state: begun?.state ?? '', counter: -1 } as DeviceRecord

  /** Types the code of a step and, if it is right, keeps what became of the device. */
  async function tryStep(step: number, at = now) {
    const code = totpCode(key, step, readTotpState(device.state))
    const use = await type.verify(code, { device, secret: key, now: at, extra: undefined, sentCode })
    if (use?.kind === 'counter') device = { ...device, counter: use.counter, state: use.state }
    return use !== null
  }

  return { type, tryStep, begun, drift: () => readTotpState(device.state).drift, device }
}

describe('the window', () => {
  test.for([
    [0, [0]],
    [1, [-1, 0, 1]],
    [2, [-2, -1, 0, 1, 2]],
  ] as const)('with a tolerance of %i', async ([tolerance, accepted]) => {
    const found: number[] = []
    for (const offset of [-4, -3, -2, -1, 0, 1, 2, 3, 4]) {
      const { tryStep } = await setup({ tolerance })
      if (await tryStep(current + offset)) found.push(offset)
    }
    expect(found).toEqual(accepted)
  })

  test('a step begins on its first millisecond and ends before the next one', async () => {
    const { tryStep } = await setup({ tolerance: 0 })
    expect(await tryStep(current, now - 1)).toBe(false)
    expect(await tryStep(current, now + 30_000)).toBe(false)
    expect(await tryStep(current, now + 29_999)).toBe(true)
    expect(await tryStep(current + 1, now + 30_000)).toBe(true)
  })

  test('steps are counted from t0 and as long as step says', async () => {
    const { tryStep } = await setup({ step: 60, t0: 120, tolerance: 0 })
    expect(await tryStep(now / 60_000 - 2)).toBe(true)
  })
})

describe('a used code', () => {
  test('is refused, and so are those before it', async () => {
    const { tryStep } = await setup()
    expect(await tryStep(current)).toBe(true)
    expect(await tryStep(current)).toBe(false)
    expect(await tryStep(current - 1)).toBe(false)
  })

  test('of the next step takes the current one with it', async () => {
    const { tryStep } = await setup()
    expect(await tryStep(current + 1)).toBe(true)
    expect(await tryStep(current)).toBe(false)
  })

  test('stays refused when the clock goes back', async () => {
    const { tryStep } = await setup()
    expect(await tryStep(current)).toBe(true)
    expect(await tryStep(current, now - 30_000)).toBe(false)
    expect(await tryStep(current - 1, now - 30_000)).toBe(false)
  })
})

describe('drift', () => {
  test('of a fast device moves the window', async () => {
    const { tryStep, drift } = await setup()
    expect(await tryStep(current + 1)).toBe(true)
    expect(drift()).toBe(1)
    expect(await tryStep(current + 2)).toBe(true)
  })

  test('stays within one step, and no step beyond two of the server is accepted', async () => {
    const { tryStep, drift } = await setup()
    await tryStep(current + 1)
    await tryStep(current + 2)
    expect(drift()).toBe(1)
    expect(await tryStep(current + 3)).toBe(false)
  })

  test('widest tolerance and drift do not add up beyond two steps', async () => {
    const fast = await setup({ tolerance: 2 })
    expect(await fast.tryStep(current + 2)).toBe(true)
    expect(fast.drift()).toBe(1)
    expect(await fast.tryStep(current + 3)).toBe(false)
    const slow = await setup({ tolerance: 2 })
    expect(await slow.tryStep(current - 2)).toBe(true)
    expect(slow.drift()).toBe(-1)
    expect(await slow.tryStep(current - 2, now + 30_000)).toBe(false)
  })

  test('of a slow device moves the window the other way', async () => {
    const { tryStep, drift } = await setup()
    expect(await tryStep(current - 1)).toBe(true)
    expect(drift()).toBe(-1)
    expect(await tryStep(current, now + 60_000)).toBe(true)
    expect(await tryStep(current + 3, now + 60_000)).toBe(false)
  })

  test('comes back when the device is set right', async () => {
    const { tryStep, drift } = await setup()
    await tryStep(current + 1)
    expect(await tryStep(current + 10, now + 300_000)).toBe(true)
    expect(drift()).toBe(0)
  })

  test('is not kept without sync', async () => {
    const { tryStep, drift } = await setup({ sync: false })
    expect(await tryStep(current + 1)).toBe(true)
    expect(drift()).toBe(0)
    expect(await tryStep(current + 2)).toBe(false)
  })
})

describe('what was typed', () => {
  test.for([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['045675', '045675'],
  ] as const)('%j is %s', async ([typed, code]) => {
    const { type, device } = await setup()
    expect(type.parse(typed, device)).toBe(code)
  })

  test.for([
    '12345',
    '1234567',
    '12345678',
    '',
    'abcdef',
    '+12345',
    '-12345',
    '1e5000',
    '0x1234',
    '12345.',
    '１２３４５６',
    '١٢٣٤٥٦',
    '12345\u0000',
    '\u200b12345',
    '12345a',
  ])('%j cannot be a code', async (typed) => {
    const { type, device } = await setup()
    expect(type.parse(typed, device)).toBeNull()
  })

  test('eight digits are asked for where the device was enrolled with eight', async () => {
    const { type, device } = await setup({ digits: 8 })
    expect(type.parse('12345678', device)).toBe('12345678')
    expect(type.parse('123456', device)).toBeNull()
  })
})

describe('a new key', () => {
  test('has 160 bits, and is shown in base32 without padding', async () => {
    const sizes: number[] = []
    const random = (bytes: number) => {
      sizes.push(bytes)
      return systemRandom(bytes)
    }
    const begun = await begin(totp(), random)
    expect(sizes).toEqual([20])
    expect(begun?.secret).toHaveLength(20)
    expect(begun?.show.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(begun?.show.otpauthUri).toContain(`?secret=${begun?.show.secret}&`)
  })

  test('is never the same', async () => {
    const shown = await Promise.all(
      Array.from({ length: 1000 }, async () => (await begin(totp(), systemRandom))?.show.secret),
    )
    expect(new Set(shown).size).toBe(1000)
  })

  test('keeps what it was enrolled with beside the device', async () => {
    const { device } = await setup({ algorithm: 'SHA512', digits: 8, step: 60, t0: 5 })
    expect(readTotpState(device.state)).toEqual({ algorithm: 'SHA512', digits: 8, step: 60, t0: 5, drift: 0 })
  })
})

test.for([
  [{ keyBytes: 19 }, 'totp: keyBytes must be from 20 to 64.'],
  [{ keyBytes: 65 }, 'totp: keyBytes must be from 20 to 64.'],
  [{ keyBytes: Number.NaN }, 'totp: keyBytes must be from 20 to 64.'],
  [{ step: 0 }, 'totp: step must be a whole number of seconds.'],
  [{ step: 0.5 }, 'totp: step must be a whole number of seconds.'],
  [{ tolerance: 3 }, 'totp: tolerance must be 0, 1 or 2 steps.'],
  [{ tolerance: -1 }, 'totp: tolerance must be 0, 1 or 2 steps.'],
] as const)('%j is refused', ([options, sentence]) => {
  expect(() => totp(options as TotpOptions)).toThrow(sentence)
})
