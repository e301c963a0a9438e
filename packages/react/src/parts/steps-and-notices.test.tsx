import { StrictMode, createRef } from 'react'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { Notice } from './notice.tsx'
import { SecondsRing } from './seconds-ring.tsx'
import { StepHeading } from './step-heading.tsx'
import { StepProgress } from './step-progress.tsx'

test('says which step is under way and draws the same', async () => {
  const screen = await render(<StepProgress step={2} steps={4} label="Step 2 of 4" />)
  await expect.element(screen.getByText('Step 2 of 4')).toHaveAttribute('aria-current', 'step')
  const segments = [...screen.container.querySelectorAll<HTMLElement>('[data-part="segment"]')]
  expect(segments.map((segment) => segment.dataset.status)).toEqual(['done', 'current', 'ahead', 'ahead'])
})

function page(step: string, moved: boolean) {
  return (
    <StrictMode>
      <StepHeading key={step} level={3} focusOnMount={moved}>
        {step}
      </StepHeading>
    </StrictMode>
  )
}

test('moves the focus to the heading of a new step only', async () => {
  const screen = await render(page('Choose', false))
  await expect.element(screen.getByRole('heading', { level: 3, name: 'Choose' })).not.toHaveFocus()
  await screen.rerender(page('Choose', true))
  await expect.element(screen.getByRole('heading', { name: 'Choose' })).not.toHaveFocus()
  await screen.rerender(page('Scan', true))
  await expect.element(screen.getByRole('heading', { name: 'Scan' })).toHaveFocus()
})

test('hands on the ref of a heading', async () => {
  const ref = createRef<HTMLHeadingElement>()
  await render(<StepHeading ref={ref}>Scan</StepHeading>)
  expect(ref.current?.tagName).toBe('H2')
})

test('interrupts for danger and waits its turn for the rest', async () => {
  const screen = await render(
    <>
      <Notice tone="danger">Too many tries.</Notice>
      <Notice tone="success">It is on.</Notice>
    </>,
  )
  await expect.element(screen.getByRole('alert')).toHaveTextContent('Too many tries.')
  await expect.element(screen.getByRole('status')).toHaveTextContent('It is on.')
})

test('draws the part of the ring that is left', async () => {
  const screen = await render(<SecondsRing secondsLeft={12} seconds={30} />)
  const left = () => screen.container.querySelector('path')!.getAttribute('stroke-dasharray')
  expect(left()).toBe('12 30')
  await screen.rerender(<SecondsRing secondsLeft={45} seconds={30} />)
  expect(left()).toBe('30 30')
})
