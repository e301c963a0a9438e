import { type Challenge, KeystepError } from '@keystep/contract'
import { StrictMode } from 'react'
import { expect, test, vi } from 'vitest'
import { renderHook } from 'vitest-browser-react'
import { seemsStuck } from './seems-stuck.ts'
import { type Sent, useSending } from './use-sending.ts'

type Send = (deviceId: string) => Promise<Challenge>

const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
const secondsUntil = (moment: number | null) => moment !== null && Math.round((moment - Date.now()) / 1000)

function sentAs(count: number): Sent {
  return { sentAt: at(0), resendAt: at(60), expiresAt: at(300), count }
}
const challenge = (deviceId: string, count: number): Challenge => ({ deviceId, sent: sentAs(count) }) as Challenge
const waits = () => new KeystepError('throttled', { sending: true, retryAfter: 40 })

async function setup(send: Send, known: Sent | null = null) {
  const calls = vi.fn<Send>(send)
  const { result, rerender, act } = await renderHook(
    ({ deviceId }: { deviceId: string } = { deviceId: 'text' }) =>
      useSending({ deviceId, known, clockOffset: 0, send: calls }),
    { wrapper: StrictMode },
  )
  return { result, rerender, act, calls }
}

test('sends once, and says how often', async () => {
  const { result, calls } = await setup(async (id) => challenge(id, 1))
  await expect.poll(() => result.current.status).toBe('sent')
  expect(result.current.count).toBe(1)
  expect(secondsUntil(result.current.resendAt)).toBe(60)
  expect(calls).toHaveBeenCalledTimes(1)
})

test('having to wait is no failure and no wrong code, and nothing is sent when it is over', async () => {
  const { result, calls } = await setup(async () => {
    throw waits()
  })
  await expect.poll(() => result.current.status).toBe('waiting')
  const { failure, retryAt, resendAt, count } = result.current
  expect({ failure, retryAt, count }).toEqual({ failure: null, retryAt: null, count: 0 })
  expect(secondsUntil(resendAt)).toBe(40)
  expect(calls).toHaveBeenCalledTimes(1)
})

test('a resend that has to wait keeps what went out before', async () => {
  let mayWait = false
  const { result, act } = await setup(async (id) => {
    if (mayWait) throw waits()
    return challenge(id, 2)
  })
  await expect.poll(() => result.current.status).toBe('sent')
  mayWait = true
  await act(() => result.current.resend())
  expect(result.current.status).toBe('waiting')
  expect(result.current.count).toBe(2)
})

test('too many wrong codes are another kind of wait', async () => {
  const { result } = await setup(async () => {
    throw new KeystepError('throttled', { retryAfter: 30 })
  })
  await expect.poll(() => result.current.status).toBe('failed')
  expect(result.current.failure?.code).toBe('throttled')
  expect(secondsUntil(result.current.retryAt)).toBe(30)
  expect(result.current.resendAt).toBeNull()
})

test('a device that is chosen while another is under way has its turn, and neither is sent to again', async () => {
  const gate = Promise.withResolvers<void>()
  const { result, rerender, calls } = await setup(async (id) => {
    if (id === 'text') await gate.promise
    return challenge(id, 1)
  })
  await rerender({ deviceId: 'call' })
  expect(result.current.status).toBe('sending')
  gate.resolve()
  await expect.poll(() => result.current.status).toBe('sent')
  await rerender({ deviceId: 'text' })
  expect(result.current.status).toBe('sent')
  expect(calls.mock.calls).toEqual([['text'], ['call']])
})

test('what one device could not be sent is nothing that another failed at', async () => {
  const { result, rerender } = await setup(async (id) => {
    if (id === 'text') throw new KeystepError('delivery_failed')
    return challenge(id, 1)
  })
  await expect.poll(() => result.current.failure?.code).toBe('delivery_failed')
  expect(seemsStuck(result.current)).toBe(true)
  await rerender({ deviceId: 'call' })
  await expect.poll(() => result.current.status).toBe('sent')
  expect(result.current.failure).toBeNull()
  expect(seemsStuck(result.current)).toBe(false)
})

test('the third that goes out says that nothing seems to arrive', async () => {
  const { result, calls } = await setup(async (id) => challenge(id, 4), sentAs(3))
  expect(calls).not.toHaveBeenCalled()
  expect(seemsStuck(result.current)).toBe(true)
  expect(seemsStuck({ count: 2, failure: null })).toBe(false)
})
