export function secretsInWords(secrets: number): string {
  return secrets === 1 ? '1 secret' : `${secrets} secrets`
}
