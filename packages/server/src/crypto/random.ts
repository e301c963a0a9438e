/** Where every secret comes from; a port, so that a test can hold it. */
export type Random = (bytes: number) => Uint8Array<ArrayBuffer>

export const systemRandom: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes))
