import { mkdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'

export const PASSWORD = 'demo-password-for-tests'
export const API_KEY = 'lk_demo_key_for_browser_tests_0123456789'

/** What the browser complains of and should not: a test that ends with any has failed. */
const complaints = new WeakMap<BrowserContext, string[]>()

/** A browser of one person, in one language, light or dark, wide or as narrow as a phone. */
export async function openBrowser(
	browser: Browser,
	options: { language?: 'en' | 'zh-CN'; mode?: 'light' | 'dark'; phone?: boolean } = {},
): Promise<Page> {
	const context = await browser.newContext({
		locale: options.language ?? 'en',
		colorScheme: options.mode ?? 'light',
		viewport: options.phone ? { width: 360, height: 740 } : { width: 1440, height: 900 },
	})
	const page = await context.newPage()
	const heard: string[] = []
	complaints.set(context, heard)
	page.on('pageerror', (error) => heard.push(`page: ${error.message}`))
	page.on('console', (message) => {
		if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
			heard.push(`console: ${message.text()}`)
	})
	return page
}

/** Logs a person of the demo in through the form. */
export async function logIn(page: Page, email: string, password = PASSWORD): Promise<void> {
	await page.goto('/login')
	await page.locator('[name=email]').fill(email)
	await page.locator('[name=password]').fill(password)
	await page.getByRole('button', { name: /^(Log in|登录)$/ }).click()
	await page.waitForURL((url) => !url.pathname.startsWith('/login'))
}

/** The page has no accessibility problem of WCAG 2.2 A or AA that a machine finds, and the browser complained of nothing. */
export async function expectSound(page: Page, what: string): Promise<void> {
	const found = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
		.analyze()
	const problems = found.violations.map(
		(violation) =>
			`${violation.id}: ${violation.nodes
				.map((node) => node.target.join(' '))
				.slice(0, 3)
				.join('; ')}`,
	)
	expect(problems, `accessibility of ${what}`).toEqual([])
	expect(complaints.get(page.context()) ?? [], `what the browser says of ${what}`).toEqual([])
}

/** Nothing sticks out sideways. */
export async function expectFits(page: Page, what: string): Promise<void> {
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
	expect(over, `${what} is wider than the screen by this many pixels`).toBeLessThanOrEqual(0)
}

/** Keeps a picture for the README and for people who look. */
export async function picture(page: Page, name: string): Promise<void> {
	mkdirSync('docs/pictures', { recursive: true })
	await page.screenshot({ path: `docs/pictures/${name}.png`, animations: 'disabled' })
}
