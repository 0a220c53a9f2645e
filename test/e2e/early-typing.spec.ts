import { expect, test } from '@playwright/test'
import { PASSWORD } from './support.ts'

test('who types before the page answers by script loses nothing and breaks nothing', async ({ browser }) => {
	const context = await browser.newContext({ locale: 'en' })
	const page = await context.newPage()
	const errors: string[] = []
	page.on('pageerror', ({ message }) => errors.push(message))
	for (let load = 0; load < 15; load += 1) {
		await page.goto('/login', { waitUntil: 'commit' })
		const email = page.locator('[name=email]')
		await email.pressSequentially('operator@aurora.example')
		await page.locator('html[data-hydrated]').waitFor({ state: 'attached' })
		expect(await email.inputValue()).toBe('operator@aurora.example')
	}
	await page.locator('[name=password]').fill(PASSWORD)
	await page.keyboard.press('Enter')
	await expect(page.getByRole('navigation').first()).toBeVisible()
	expect(errors).toEqual([])
	await context.close()
})
