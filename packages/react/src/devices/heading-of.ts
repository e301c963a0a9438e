/** The heading of the component that this stands in: where the focus goes when what had it is gone. */
export function headingOf(inside: Element | null): HTMLElement | null {
  return inside?.closest('[data-part="card"]')?.querySelector<HTMLElement>('[data-part="step-heading"]') ?? null
}
