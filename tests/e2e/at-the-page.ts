import { expect, type Page } from '@playwright/test'

// What a person does at the demo's pages, and sees.

export const heading = (page: Page, name: string) => expect(page.getByRole('heading', { name })).toBeVisible()

export async function signIn(page: Page, name: string, password: string) {
  await page.getByLabel('E-mail or user name').fill(`${name}@example.com`)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export const signOut = (page: Page) => page.getByRole('button', { name: 'Sign out' }).click()

/** Submits by itself on the last digit. */
export const typeCode = (page: Page, code: string) => page.getByLabel(/^Code/).fill(code)

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
