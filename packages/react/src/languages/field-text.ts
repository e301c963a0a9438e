import type { Messages } from './en.ts'

/** What is wrong with a field. */
export function fieldText({ fields }: Messages, key: string): string {
  return Object.hasOwn(fields, key) ? fields[key as keyof Messages['fields']] : fields.invalid
}
