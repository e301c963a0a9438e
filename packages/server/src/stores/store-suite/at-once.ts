/** So many at once is a race in which somebody loses, on every store. */
export const many = 64
/** A race is run so often that a lucky order does not hide it. */
export const rounds = 50
export const patience = { timeout: 120_000 }

export const atOnce = <T>(work: (index: number) => Promise<T>, width = many): Promise<T[]> =>
  Promise.all(Array.from({ length: width }, (_, index) => work(index)))
