import { useState } from 'react'

/** The object of the render before, as long as every value in it is the same: what hosts write inline is new each time. */
export function useSame<Value extends object>(value: Value): Value {
  const [kept, keep] = useState(value)
  if (isSame(kept, value)) return kept
  keep(value)
  return value
}

/** Whether two objects, or two lists, hold the same values. */
export function isSame(one: object, other: object): boolean {
  const values = Object.entries(other)
  if (Object.keys(one).length !== values.length) return false
  return values.every(([key, value]) => Object.is((one as Readonly<Record<string, unknown>>)[key], value))
}
