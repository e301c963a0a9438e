import { StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { Countdown } from './countdown.tsx'

const start = new Date('2026-11-24T12:00:00Z').getTime()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: start })
})
afterEach(() => vi.useRealTimers())

function pass(milliseconds: number) {
  flushSync(() => vi.advanceTimersByTime(milliseconds))
}

async function setup({ until = start + 3000, nowOffset = 0, strict = false } = {}) {
  const onDone = vi.fn<() => void>()
  const renderParent = vi.fn<() => void>()
  function Parent() {
    renderParent()
    return (
      <Countdown until={until} nowOffset={nowOffset} doneMessage="You can try again." onDone={onDone}>
        {(seconds) => `in ${seconds} seconds`}
      </Countdown>
    )
  }
  const screen = await render(
    strict ? (
      <StrictMode>
        <Parent />
      </StrictMode>
    ) : (
      <Parent />
    ),
  )
  const text = () => screen.getByRole('timer').element().textContent
  const announced = () => screen.container.querySelector('[aria-live="polite"]')!.textContent
  return { screen, onDone, renderParent, text, announced }
}

test('counts down by the second without rendering its parent', async () => {
  const { text, renderParent } = await setup()
  const before = renderParent.mock.calls.length
  expect(text()).toBe('in 3 seconds')
  pass(999)
  expect(text()).toBe('in 3 seconds')
  pass(1)
  expect(text()).toBe('in 2 seconds')
  pass(5000)
  expect(text()).toBe('in 0 seconds')
  expect(renderParent).toHaveBeenCalledTimes(before)
})

test('announces only the end', async () => {
  const { announced } = await setup()
  pass(2999)
  expect(announced()).toBe('')
  pass(1)
  expect(announced()).toBe('You can try again.')
})

test('tells the end once, in strict mode too', async () => {
  const { onDone } = await setup({ strict: true })
  pass(2999)
  expect(onDone).not.toHaveBeenCalled()
  pass(10_000)
  expect(onDone).toHaveBeenCalledTimes(1)
})

test('tells once of an end that has passed already', async () => {
  const { onDone, text } = await setup({ until: start - 1000, strict: true })
  expect(text()).toBe('in 0 seconds')
  pass(1000)
  expect(onDone).toHaveBeenCalledTimes(1)
})

test('goes by the clock of the server', async () => {
  const { text } = await setup({ until: start + 60_000, nowOffset: 20_000 })
  expect(text()).toBe('in 40 seconds')
})

test('makes up for timers that come late', async () => {
  const { text } = await setup({ until: start + 30_000 })
  pass(1000)
  vi.setSystemTime(start + 10_400)
  pass(1000)
  expect(text()).toBe('in 19 seconds')
  pass(600)
  expect(text()).toBe('in 18 seconds')
})

test('leaves no timer behind', async () => {
  const { screen, onDone } = await setup()
  await screen.unmount()
  expect(vi.getTimerCount()).toBe(0)
  pass(5000)
  expect(onDone).not.toHaveBeenCalled()
})
