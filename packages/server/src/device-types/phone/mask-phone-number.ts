/** Every digit but the first three characters and the last two, for its owner to know it by: `+41*******42`. */
export function maskPhoneNumber(number: string): string {
  return number.replaceAll(/(?<=.{3})[0-9](?=.{2})/g, '*')
}
