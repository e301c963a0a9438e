import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { CodeInput } from './code-input.tsx'
import type { CodeInputProps } from './code-input.tsx'

await import('../styles/index.css')

type SetupProps = Partial<Omit<CodeInputProps, 'onChange' | 'onComplete'>>

async function setup(props: SetupProps = {}) {
  const onComplete = vi.fn<(value: string) => void>()
  function Page() {
    const [value, setValue] = useState(props.value ?? '')
    return (
      <>
        <CodeInput aria-label="Code" {...props} value={value} onChange={setValue} onComplete={onComplete} />
        <button onClick={() => setValue('')}>Clear</button>
      </>
    )
  }
  const screen = await render(<Page />)
  const input = screen.getByLabelText('Code')
  const element = input.element() as HTMLInputElement // the only thing it labels
  const slots = () => [...screen.container.querySelectorAll<HTMLElement>('[data-part="slot"]')]
  const caretSlot = () => slots().findIndex((slot) => slot.dataset.caret !== undefined)
  element.focus()
  return { screen, input, element, slots, caretSlot, onComplete }
}

function paste(element: HTMLElement, text: string) {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text', text)
  element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

test('is one input that phones fill and that takes text longer than the code', async () => {
  const { screen, element } = await setup()
  expect(screen.container.querySelectorAll('input')).toHaveLength(1)
  expect(element.autocomplete).toBe('one-time-code')
  expect(element.inputMode).toBe('numeric')
  expect(element.maxLength).toBe(-1)
})

test('completes once, on the last digit', async () => {
  const { onComplete } = await setup()
  await userEvent.keyboard('12345')
  expect(onComplete).not.toHaveBeenCalled()
  await userEvent.keyboard('6')
  await userEvent.keyboard('7')
  expect(onComplete.mock.calls).toEqual([['123456']])
})

test('completes again after the value changed', async () => {
  const { onComplete } = await setup()
  await userEvent.keyboard('123456{Backspace}6')
  expect(onComplete.mock.calls).toEqual([['123456'], ['123456']])
})

test('completes with the same code once more after it was cleared', async () => {
  const { screen, element, input, onComplete } = await setup()
  paste(element, '123456')
  await expect.element(input).toHaveValue('123456')
  paste(element, '123456')
  expect(onComplete).toHaveBeenCalledTimes(1)
  await screen.getByRole('button', { name: 'Clear' }).click()
  await expect.element(input).toHaveValue('')
  paste(element, '123456')
  expect(onComplete).toHaveBeenCalledTimes(2)
})

test('takes the code out of a pasted sentence and replaces what was there', async () => {
  const { element, input, onComplete } = await setup({ value: '9' })
  paste(element, 'Your code is 123-456, it works for 10 minutes')
  await expect.element(input).toHaveValue('123456')
  expect(onComplete.mock.calls).toEqual([['123456']])
})

test('turns digits of other scripts into ASCII and leaves out letters', async () => {
  const { input } = await setup()
  await userEvent.fill(input, '१२x३')
  await expect.element(input).toHaveValue('123')
})

test('takes eight digits where eight are asked', async () => {
  const { input, slots, onComplete } = await setup({ length: 8 })
  expect(slots()).toHaveLength(8)
  await userEvent.fill(input, '1234 5678')
  expect(onComplete.mock.calls).toEqual([['12345678']])
})

test('draws its caret where the real one is', async () => {
  const { element, caretSlot } = await setup()
  await userEvent.keyboard('1234')
  expect([element.selectionStart, caretSlot()]).toEqual([4, 4])
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
  expect([element.selectionStart, caretSlot()]).toEqual([2, 2])
  await userEvent.keyboard('{Home}')
  expect(caretSlot()).toBe(0)
})

test('draws the selection in the slots', async () => {
  const { element, slots } = await setup({ value: '1234' })
  element.setSelectionRange(1, 3)
  await expect.poll(() => slots().map((slot) => slot.dataset.selected)).toEqual([undefined, '', '', ...Array(3)])
})

test('puts the caret where a slot is pressed', async () => {
  const { element, slots, caretSlot } = await setup({ value: '123456' })
  for (const index of [1, 4]) {
    const box = slots()[index]!.getBoundingClientRect()
    const field = element.getBoundingClientRect()
    const position = { x: box.left - field.left + box.width * 0.25, y: field.height / 2 }
    // oxlint-disable-next-line no-await-in-loop -- one press after the other
    await userEvent.click(element, { position })
    expect([element.selectionStart, caretSlot()]).toEqual([index, index])
  }
})

test('replaces the digit under the caret once all slots are full', async () => {
  const { element, input } = await setup({ value: '123456' })
  element.setSelectionRange(2, 2)
  await userEvent.keyboard('99')
  await expect.element(input).toHaveValue('129956')
  expect(element.selectionStart).toBe(4)
})

test('keeps its digits and the focus while busy', async () => {
  const { element, input, onComplete } = await setup({ value: '12345', status: 'busy' })
  await userEvent.keyboard('6')
  paste(element, '654321')
  await expect.element(input).toHaveValue('12345')
  await expect.element(input).toHaveFocus()
  expect(onComplete).not.toHaveBeenCalled()
})

test('says wrong and right without colour', async () => {
  const { screen, input } = await setup({ value: '123456', status: 'wrong' })
  const icon = () => screen.container.querySelector('[data-part="outcome"] svg')?.getAttribute('data-icon')
  await expect.element(input).toHaveAttribute('aria-invalid', 'true')
  expect(icon()).toBe('danger')
  await screen.rerender(<CodeInput aria-label="Code" value="123456" status="right" onChange={() => {}} />)
  await expect.element(input).not.toHaveAttribute('aria-invalid')
  expect(icon()).toBe('success')
})

test('reads from left to right in a page that does not', async () => {
  const { screen, slots } = await setup({ value: '12' })
  screen.container.dir = 'rtl'
  expect(slots()[0]!.getBoundingClientRect().left).toBeLessThan(slots()[1]!.getBoundingClientRect().left)
})
