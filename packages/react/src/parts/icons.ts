/** A line drawing on a 20 by 20 grid, for 1.5 wide round strokes. */
export type IconDrawing = { readonly name: string; readonly path: string }

// One constant each, so that a bundle holds those it draws.
export const totpIcon: IconDrawing = {
  name: 'totp',
  path: 'M6.75 2.25h6.5a2 2 0 0 1 2 2v11.5a2 2 0 0 1-2 2h-6.5a2 2 0 0 1-2-2V4.25a2 2 0 0 1 2-2zM8.75 15h2.5M7.5 8.5l1.75 1.75L12.75 6.5',
}
export const backupIcon: IconDrawing = {
  name: 'backup',
  path: 'M5.25 2.75h9.5a1.5 1.5 0 0 1 1.5 1.5v11.5a1.5 1.5 0 0 1-1.5 1.5h-9.5a1.5 1.5 0 0 1-1.5-1.5V4.25a1.5 1.5 0 0 1 1.5-1.5zM6.75 6.75h2.5M10.75 6.75h2.5M6.75 10h2.5M10.75 10h2.5M6.75 13.25h2.5M10.75 13.25h2.5',
}
export const shieldIcon: IconDrawing = {
  name: 'shield',
  path: 'M10 2.5l6 2.25v4.5c0 3.75-2.4 6.7-6 8.25-3.6-1.55-6-4.5-6-8.25v-4.5z',
}
export const emailIcon: IconDrawing = {
  name: 'email',
  path: 'M4.25 4.25h11.5a1.5 1.5 0 0 1 1.5 1.5v8.5a1.5 1.5 0 0 1-1.5 1.5H4.25a1.5 1.5 0 0 1-1.5-1.5v-8.5a1.5 1.5 0 0 1 1.5-1.5zM3 6.25l7 4.75 7-4.75',
}
export const successIcon: IconDrawing = {
  name: 'success',
  path: 'M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 1 0 0-14.5zM6.75 10.25 9 12.5l4.25-5',
}
export const dangerIcon: IconDrawing = {
  name: 'danger',
  path: 'M7 2.75h6L17.25 7v6L13 17.25H7L2.75 13V7zM10 6.5v4.25M10 13.5h.01',
}
export const warningIcon: IconDrawing = {
  name: 'warning',
  path: 'M8.7 3.5 2.45 14.5a1.5 1.5 0 0 0 1.3 2.25h12.5a1.5 1.5 0 0 0 1.3-2.25L11.3 3.5a1.5 1.5 0 0 0-2.6 0zM10 7.5v3.75M10 14h.01',
}
export const infoIcon: IconDrawing = {
  name: 'info',
  path: 'M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 1 0 0-14.5zM10 9.25v4.25M10 6.5h.01',
}
export const copyIcon: IconDrawing = {
  name: 'copy',
  path: 'M8.75 7.25h6.5a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5h-6.5a1.5 1.5 0 0 1-1.5-1.5v-6.5a1.5 1.5 0 0 1 1.5-1.5zM4.75 12.75a1.5 1.5 0 0 1-1.5-1.5v-6.5a1.5 1.5 0 0 1 1.5-1.5h6.5a1.5 1.5 0 0 1 1.5 1.5',
}
export const downloadIcon: IconDrawing = {
  name: 'download',
  path: 'M10 3.25v9M6.25 8.75 10 12.5l3.75-3.75M3.25 13.25v2a1.5 1.5 0 0 0 1.5 1.5h10.5a1.5 1.5 0 0 0 1.5-1.5v-2',
}
export const printIcon: IconDrawing = {
  name: 'print',
  path: 'M6.25 7.25v-4h7.5v4M6.25 14.25h-1.5a1.5 1.5 0 0 1-1.5-1.5v-4a1.5 1.5 0 0 1 1.5-1.5h10.5a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-1.5M6.25 11.75h7.5v5h-7.5z',
}
export const eyeIcon: IconDrawing = {
  name: 'eye',
  path: 'M2.25 10S5 4.75 10 4.75 17.75 10 17.75 10 15 15.25 10 15.25 2.25 10 2.25 10zM10 7.75a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 1 0 0-4.5z',
}
export const eyeOffIcon: IconDrawing = {
  name: 'eye-off',
  path: 'M8.25 5a7.3 7.3 0 0 1 1.75-.25c5 0 7.75 5.25 7.75 5.25a14 14 0 0 1-1.95 2.6M5.6 6.1A13.6 13.6 0 0 0 2.25 10S5 15.25 10 15.25a7.6 7.6 0 0 0 3.65-.95M8.4 8.4a2.25 2.25 0 0 0 3.2 3.2M3.25 3.25l13.5 13.5',
}
export const spinnerIcon: IconDrawing = { name: 'spinner', path: 'M10 2.75a7.25 7.25 0 1 1-7.25 7.25' }
