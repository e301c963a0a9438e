import { createRef, StrictMode, useState } from 'react'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { phoneCountries } from './phone-countries.ts'
import { PhoneField, type PhoneFieldProps } from './phone-field.tsx'

await import('../styles/index.css')

const onChange = vi.fn<(value: string) => void>()

function Controlled({ value: first = '', ...props }: Partial<PhoneFieldProps>) {
  const [value, setValue] = useState(first)
  function take(next: string) {
    setValue(next)
    onChange(next)
  }
  return (
    <>
      <PhoneField
        label="Phone number"
        countryLabel="Country"
        countries={['NL', 'GB', 'US']}
        language="en"
        {...props}
        value={value}
        onChange={take}
      />
      <button onClick={() => setValue('')}>Empty it</button>
    </>
  )
}

async function setup(props: Partial<PhoneFieldProps> = {}) {
  onChange.mockClear()
  const screen = await render(
    <StrictMode>
      <Controlled {...props} />
    </StrictMode>,
  )
  const number = screen.getByLabelText('Phone number')
  const country = screen.getByLabelText('Country')
  await expect.element(country).toBeInTheDocument()
  const input = number.element() as HTMLInputElement // the label is an input's
  return { screen, number, country, input, value: () => onChange.mock.lastCall?.[0] }
}

test('gives the number with its country code, and shows it as it is written there', async () => {
  const { number, country, value } = await setup()
  await userEvent.selectOptions(country, 'Netherlands \u2066+31\u2069')
  await userEvent.type(number, '0612345678')
  await expect.element(number).toHaveValue('06 12345678')
  expect(value()).toBe('+31612345678')
  await userEvent.selectOptions(country, 'United Kingdom \u2066+44\u2069')
  expect(value()).toBe('+44612345678')
})

test('a code that is typed or pasted chooses the country', async () => {
  const { number, country, value } = await setup()
  await userEvent.type(number, '+44 7700 900123')
  await expect.element(country).toHaveValue('GB')
  await userEvent.clear(number)
  await userEvent.type(number, '0031612345678')
  await expect.element(country).toHaveValue('NL')
  await expect.element(number).toHaveValue('+31 6 12345678')
  expect(value()).toBe('+31612345678')
})

test('a country that is not on offer stands beside its number, as the server has the say', async () => {
  const { screen, number, country, value } = await setup()
  await userEvent.type(number, '+4915123456789')
  await expect.element(country).toHaveValue('')
  await expect.element(screen.getByText('+49', { exact: true }).first()).toBeVisible()
  expect(value()).toBe('+4915123456789')
  await userEvent.selectOptions(country, 'Netherlands \u2066+31\u2069')
  expect(value()).toBe('+3115123456789')
})

test('the caret stays where something is typed or deleted', async () => {
  const { number, country, input } = await setup()
  await userEvent.selectOptions(country, 'United States \u2066+1\u2069')
  await userEvent.type(number, '2025550123')
  await expect.element(number).toHaveValue('(202) 555-0123')
  input.setSelectionRange(2, 2)
  await userEvent.keyboard('{Backspace}3')
  await expect.element(number).toHaveValue('(302) 555-0123')
  expect(input.selectionStart).toBe(2)
  // Over the bracket and the space, to the digit before them.
  input.setSelectionRange(6, 6)
  await userEvent.keyboard('{Backspace}')
  await expect.element(number).toHaveValue('(305) 550-123')
  input.setSelectionRange(9, 9)
  await userEvent.keyboard('{Delete}')
  await expect.element(number).toHaveValue('(305) 550-23')
})

test('takes the digits of any script', async () => {
  const { number, country, value } = await setup()
  await userEvent.selectOptions(country, 'Netherlands \u2066+31\u2069')
  await userEvent.type(number, '٠٦١٢٣٤٥٦٧٨')
  await expect.element(number).toHaveValue('06 12345678')
  expect(value()).toBe('+31612345678')
})

test('is an input like any other until it knows how numbers are written, and keeps what was typed', async () => {
  const ref = createRef<HTMLInputElement>()
  const screen = await render(
    <PhoneField ref={ref} label="Phone number" countryLabel="Country" value="" onChange={onChange} />,
  )
  expect(ref.current).toBe(screen.getByLabelText('Phone number').element())
  await screen.unmount()
  const { number, country } = await setup({ value: '+447700900123' })
  await expect.element(number).toHaveValue('+44 7700 900123')
  await expect.element(country).toHaveValue('GB')
})

test('shows what the app sets', async () => {
  const { screen, number } = await setup({ value: '+447700900123' })
  await screen.getByRole('button', { name: 'Empty it' }).click()
  await expect.element(number).toHaveValue('')
})

test('is named and described, and left to right everywhere', async () => {
  const { number } = await setup({ hint: 'Rates may apply.', error: 'Type it whole.', name: 'tel' })
  await expect.element(number).toHaveAccessibleDescription('Rates may apply. Type it whole.')
  await expect.element(number).toBeInvalid()
  for (const [name, value] of Object.entries({
    type: 'tel',
    autocomplete: 'tel',
    inputmode: 'tel',
    dir: 'ltr',
    name: 'tel',
  })) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is as good
    await expect.element(number).toHaveAttribute(name, value)
  }
})

test('countries are called and sorted as in the language, and the first is where the browser is at home', () => {
  const { list, first } = phoneCountries(['NL', 'GB', 'DE', 'AT', 'XX'], 'de', ['fr', 'en-GB', 'nl-NL'])
  expect(list.map(({ name }) => name)).toEqual(['Deutschland', 'Niederlande', 'Österreich', 'Vereinigtes Königreich'])
  expect(first).toBe('GB')
  expect(phoneCountries(['DE', 'NL'], 'en', ['nl']).first).toBe('NL')
  expect(phoneCountries(['DE', 'NL'], 'en', ['fr']).first).toBe('DE')
  expect(phoneCountries(undefined, 'en', ['fr']).first).toBe('FR')
  expect(phoneCountries(undefined, 'en', []).list.length).toBeGreaterThan(200)
})
