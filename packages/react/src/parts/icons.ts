/** A line drawing on a 20 by 20 grid, for 1.5 wide round strokes. */
export type IconDrawing = { readonly name: string; readonly path: string }

// One constant each, so that a bundle holds those it draws. Here are those that are drawn from the start; a picture that
// only what comes later shows comes with it.
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
