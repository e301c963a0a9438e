import { afterEach, expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import text from './index.css?inline'

await import('./index.css')

const sheet = new CSSStyleSheet()
sheet.replaceSync(text)

function styleRules(rules: CSSRuleList): CSSStyleRule[] {
  return [...rules].flatMap((rule) => {
    if (rule instanceof CSSStyleRule) return [rule]
    return rule instanceof CSSGroupingRule ? styleRules(rule.cssRules) : []
  })
}

/** What of a selector counts: all but `:where()` and pseudo-elements, which cannot stand inside it. */
function counted(selector: string): string {
  const withoutWhere = selector.replace(/:where\([^()]*\)/g, '')
  const flatter = withoutWhere.replace(/(?<!:where)\([^()]*\)/g, '')
  return flatter === selector ? flatter.replace(/::[\w-]+|[\s,]/g, '') : counted(flatter)
}

afterEach(() => document.documentElement.style.removeProperty('color-scheme'))

test('keeps every rule in its layer', () => {
  const names = [...sheet.cssRules].map((rule) => (rule instanceof CSSLayerBlockRule ? rule.name : rule.cssText))
  expect(new Set(names)).toEqual(new Set(['keystep', '@layer keystep;']))
  expect(styleRules(sheet.cssRules).length).toBeGreaterThan(80)
})

test('gives no selector any weight', () => {
  const heavy = styleRules(sheet.cssRules)
    .map((rule) => rule.selectorText)
    .filter((selector) => counted(selector) !== '')
  expect(heavy).toEqual([])
})

test('lets the class of a host win', async () => {
  const style = document.createElement('style')
  style.textContent = '.host { padding: 3px; background: rgb(1, 2, 3) }'
  document.head.prepend(style)
  const screen = await render(<Button className="host">Send code</Button>)
  const { padding, backgroundColor } = getComputedStyle(screen.getByRole('button').element())
  style.remove()
  expect([padding, backgroundColor]).toEqual(['3px', 'rgb(1, 2, 3)'])
})

test('names no physical side, so that it mirrors', () => {
  expect(text.match(/[;{\s](?:(?:margin|padding|border)-)?(?:left|right)(?:-\w+)?\s*:/g)).toBeNull()
})

const names = [
  'surface',
  'raised',
  'text',
  'muted',
  'line',
  'accent',
  'accent-text',
  'danger',
  'warning',
  'success',
  'focus',
]

async function colours(theme?: 'light' | 'dark') {
  const screen = await render(<Card theme={theme} />)
  const card = screen.container.firstElementChild as HTMLElement // a card is one div
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
  const found = names.map((name) => {
    card.style.color = `var(--keystep-${name})`
    context.fillStyle = getComputedStyle(card).color
    context.fillRect(0, 0, 1, 1)
    return [name, luminance(context.getImageData(0, 0, 1, 1).data)] as const
  })
  await screen.unmount()
  return Object.fromEntries(found)
}

function luminance([red = 0, green = 0, blue = 0]: Uint8ClampedArray): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test('follows the colour scheme of the page, and its own theme before that', async () => {
  const light = await colours()
  document.documentElement.style.colorScheme = 'dark'
  const dark = await colours()
  expect(light['surface']).toBeGreaterThan(0.9)
  expect(dark['surface']).toBeLessThan(0.1)
  expect(await colours('light')).toEqual(light)
  document.documentElement.style.removeProperty('color-scheme')
  expect(await colours('dark')).toEqual(dark)
})

test.each(['light', 'dark'] as const)('has enough contrast in %s', async (theme) => {
  const colour = await colours(theme)
  const ratio = (one: string, other: string) => {
    const [darker = 0, lighter = 0] = [colour[one]!, colour[other]!].toSorted((a, b) => a - b)
    return (lighter + 0.05) / (darker + 0.05)
  }
  const grounds = ['surface', 'raised']
  for (const ground of grounds) {
    for (const words of ['text', 'muted', 'danger', 'warning', 'success']) {
      expect(ratio(words, ground), `${words} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
    for (const line of ['line', 'focus', 'accent']) {
      expect(ratio(line, ground), `${line} on ${ground}`).toBeGreaterThanOrEqual(3)
    }
  }
  expect(ratio('accent-text', 'accent')).toBeGreaterThanOrEqual(4.5)
  expect(ratio('surface', 'danger')).toBeGreaterThanOrEqual(4.5)
})
