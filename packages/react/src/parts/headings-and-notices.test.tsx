import { StrictMode, createRef } from 'react'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { Notice } from './notice.tsx'
import { StepHeading } from './step-heading.tsx'

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

test.for([
  ['Turn on two-step verification', 1],
  ['Zwei-Faktor-Authentifizierung einschalten', 2],
] as const)('breaks a word at its hyphen only where it fits on no line: %s', async ([title, lines]) => {
  await import('../styles/index.css')
  const screen = await render(
    <div style={{ inlineSize: '14rem', font: '16px monospace' }}>
      <StepHeading>{title}</StepHeading>
    </div>,
  )
  const heading = screen.getByRole('heading', { name: title, exact: true })
  await expect.element(heading).toBeVisible()
  expect(heading.element().textContent).toBe(title)
  const range = document.createRange()
  range.selectNodeContents(heading.element().querySelector('[data-part="word"]') as Element)
  expect(new Set([...range.getClientRects()].map(({ top }) => top)).size).toBe(lines)
  expect(heading.element().scrollWidth).toBeLessThanOrEqual(heading.element().clientWidth)
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
