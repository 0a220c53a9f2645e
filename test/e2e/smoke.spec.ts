import { expect, test } from '@playwright/test'
import { expectSound, logIn, openBrowser } from './support.ts'

const PEOPLE = [
	'admin@aurora.example',
	'quality@aurora.example',
	'receiving@aurora.example',
	'recall@aurora.example',
	'supplier@beiling.example',
	'customer@wuhan-hospital.example',
]

test('the log-in page is sound in both languages', async ({ browser }) => {
	for (const language of ['en', 'zh-CN'] as const) {
		const page = await openBrowser(browser, { language })
		await page.goto('/login')
		await expect(page.locator('html')).toHaveAttribute('lang', language)
		await expectSound(page, `log-in in ${language}`)
		await page.context().close()
	}
})

for (const email of PEOPLE) {
	test(`every page of the navigation of ${email} opens`, async ({ browser }) => {
		const page = await openBrowser(browser)
		await logIn(page, email)
		await expect(page.getByRole('navigation').first().getByRole('link').first()).toBeVisible()
		const nav = await page
			.getByRole('navigation')
			.first()
			.getByRole('link')
			.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
		expect(nav.length).toBeGreaterThan(1)
		for (const address of new Set(nav)) {
			const answer = await page.goto(address)
			expect(answer?.status(), address).toBe(200)
			await expect(page.getByRole('heading', { level: 1 }), address).toBeVisible()
		}
		await page.context().close()
	})
}
