/** To the heading of the component that this stands in: for when what had the focus is gone. */
export function focusHeading(inside: Element | null): void {
  inside?.closest('[data-part="card"]')?.querySelector<HTMLElement>('[data-part="step-heading"]')?.focus()
}
