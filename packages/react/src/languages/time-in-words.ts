/** A wait as people say it. Rounded up: nobody should try a second too early. */
export function timeInWords(seconds: number): string {
  if (seconds < 60) return counted(seconds, 'second')
  if (seconds < 3600) return counted(Math.ceil(seconds / 60), 'minute')
  if (seconds < 86_400) return counted(Math.ceil(seconds / 3600), 'hour')
  return counted(Math.ceil(seconds / 86_400), 'day')
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
