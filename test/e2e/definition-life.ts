import { expect, type Page } from '@playwright/test'
import { expectFits, expectSound, makeNarrow, makeWide } from './support.ts'

/* What people do with a version of a rule set or of a workflow: the pages of both have the same parts. */

export const AUTHOR = 'admin@aurora.example'
export const SECOND = 'admin2@aurora.example'
export const ITEM = 'TI-6AL4V-R12'

export const versionsOf = (page: Page) => page.getByRole('table', { name: 'Versions' })
export const rowOf = (page: Page, version: string) =>
	versionsOf(page).getByRole('row', { name: new RegExp(`^${version}\\b`) })
export const chip = (page: Page, text: string) => page.getByText(text, { exact: true }).first()

/** Chooses a step behind "More"; the menu closes where the page moves on under it. */
export async function choose(page: Page, step: string): Promise<void> {
	const item = page.getByRole('menuitem', { name: step })
	const dialog = page.getByRole('dialog')
	await expect(async () => {
		if (await dialog.isVisible()) return
		if (!(await item.isVisible())) await page.getByRole('button', { name: 'More', exact: true }).click()
		await item.click({ timeout: 4_000 })
	}).toPass()
	await expect(dialog).toBeVisible()
}

/** Opens the one draft of the table of versions. */
export async function openDraft(page: Page): Promise<void> {
	await versionsOf(page).getByRole('link', { name: 'Draft' }).click()
	await expect(page).toHaveURL(/draft=/)
	await expect(page.getByRole('list', { name: 'From draft to active' })).toBeVisible()
}

/** Says why in the open dialog, without a signature. */
export async function sayWhy(page: Page, why: string, button: string): Promise<void> {
	const dialog = page.getByRole('dialog')
	await dialog.getByRole('textbox', { name: /^(Why|What)/ }).fill(why)
	await dialog.getByRole('button', { name: button }).click()
	await expect(dialog).toBeHidden()
}

/** Waits until a draft is saved and may be submitted. */
export const ready = (page: Page) =>
	expect(page.getByRole('button', { name: 'Ask for approval…' })).not.toHaveAttribute('aria-disabled', 'true')

/** The page is sound, wide and as narrow as a phone. */
export async function expectFine(page: Page, what: string): Promise<void> {
	await expectSound(page, what)
	await makeNarrow(page)
	await expectFits(page, what)
	await makeWide(page)
}
