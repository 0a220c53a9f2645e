import { expect, test } from '@playwright/test'
import { expectFits, expectSound, logIn, openBrowser } from './support.ts'

/** One person of the demo for each role. */
const PEOPLE = {
	'compliance admin': 'admin@aurora.example',
	'quality reviewer': 'quality@aurora.example',
	receiving: 'receiving@aurora.example',
	operator: 'operator@aurora.example',
	shipping: 'shipping@aurora.example',
	'recall manager': 'recall@aurora.example',
	auditor: 'auditor@aurora.example',
	supplier: 'supplier@beiling.example',
	customer: 'customer@wuhan-hospital.example',
} as const

/** The lists of the navigation and, from each, the first record: every screen that a role comes to by clicking. */
for (const [role, email] of Object.entries(PEOPLE)) {
	test(`every screen of the ${role} is sound, in both languages, light and dark, wide and narrow`, async ({
		browser,
	}) => {
		test.setTimeout(420_000)
		const page = await openBrowser(browser)
		await logIn(page, email)
		const seen = new Set<string>()
		await expect(page.getByRole('navigation').first().getByRole('link').first()).toBeVisible()
		const nav = await page
			.getByRole('navigation')
			.first()
			.getByRole('link')
			.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
		expect(nav.length).toBeGreaterThan(1)
		const addresses = [...new Set([...nav, '/account', '/notifications'])]
		for (const address of addresses) {
			await visit(page, address, seen)
			const next = await page
				.locator(`main a[href^="${address === '/' ? '/lots' : address}/"]`)
				.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
			const plain = next.filter(
				(href) => !/\.(csv|json|xlsx|pdf)|\/content|\/export|\/label/.test(href) && !seen.has(href),
			)
			const record = plain.find((href) => !href.endsWith('/new'))
			const form = plain.find((href) => href.endsWith('/new'))
			for (const href of [record, form]) if (href) await visit(page, href, seen)
		}
		await page.context().close()
		await inDarkChineseOnAPhone(browser, email, [...seen])
	})
}

async function visit(page: import('@playwright/test').Page, address: string, seen: Set<string>): Promise<void> {
	if (seen.has(address)) return
	seen.add(address)
	const answer = await page.goto(address)
	expect(answer?.status(), address).toBe(200)
	await expect(page.getByRole('heading', { level: 1 }), address).toBeVisible()
	await expectSound(page, address)
}

async function inDarkChineseOnAPhone(
	browser: import('@playwright/test').Browser,
	email: string,
	addresses: string[],
): Promise<void> {
	const page = await openBrowser(browser, { language: 'zh-CN', mode: 'dark', phone: true })
	await logIn(page, email)
	for (const address of addresses) {
		const answer = await page.goto(address)
		expect(answer?.status(), address).toBe(200)
		await expect(page.locator('html'), address).toHaveAttribute('lang', 'zh-CN')
		await expectFits(page, address)
		await expectSound(page, `${address} in Chinese, dark, narrow`)
	}
	await page.context().close()
}
