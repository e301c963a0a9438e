import type { IconDrawing } from './icons.ts'

/** Turns while something is being done. */
export const spinnerIcon: IconDrawing = { name: 'spinner', path: 'M10 2.75a7.25 7.25 0 1 1-7.25 7.25' }
