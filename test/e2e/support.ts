import { mkdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, type BrowserContextOptions, expect, type Page } from '@playwright/test'

export const PASSWORD = 'demo-password-for-tests'
export const API_KEY = 'lk_demo_key_for_browser_tests_0123456789'

const WIDE = { width: 1440, height: 900 }
const NARROW = { width: 360, height: 740 }

/** What the browser complains of and should not: a test that ends with any has failed. */
const complaints = new WeakMap<BrowserContext, string[]>()

export type BrowserOptions = { language?: 'en' | 'zh-CN'; mode?: 'light' | 'dark'; phone?: boolean }
type StorageState = NonNullable<BrowserContextOptions['storageState']>

/** A browser of one person, in one language, light or dark, wide or as narrow as a phone. */
export async function openBrowser(
	browser: Browser,
	options: BrowserOptions & { storageState?: StorageState } = {},
): Promise<Page> {
	const context = await browser.newContext({
		locale: options.language ?? 'en',
		colorScheme: options.mode ?? 'light',
		viewport: options.phone ? NARROW : WIDE,
		...(options.storageState ? { storageState: options.storageState } : {}),
	})
	const page = await context.newPage()
	waitForScript(page)
	const heard: string[] = []
	complaints.set(context, heard)
	page.on('pageerror', (error) => heard.push(`page: ${error.message}`))
	page.on('console', (message) => {
		// That an answer was a refusal is said below, where it is known of what.
		if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
			heard.push(`console: ${message.text()}`)
	})
	page.on('response', (response) => {
		const kind = response.request().resourceType()
		const isPart = ['script', 'stylesheet', 'image', 'font'].includes(kind)
		if (response.status() >= (isPart ? 400 : 500)) heard.push(`${response.status()} ${response.url()}`)
	})
	return page
}

/**
 * Makes `goto` wait until the page answers by script: what a person in a hurry types before is another test's
 * (`early-typing.spec`).
 */
function waitForScript(page: Page): void {
	const goto = page.goto.bind(page)
	page.goto = async (...address) => {
		const answer = await goto(...address)
		await page.locator('html[data-hydrated], html:not(:has(script[nonce]))').first().waitFor({ state: 'attached' })
		return answer
	}
}

/** Logs a person in through the form, and waits for the first page. */
export async function logIn(page: Page, email: string, password = PASSWORD): Promise<void> {
	await page.goto('/login')
	await page.locator('[name=email]').fill(email)
	await page.locator('[name=password]').fill(password)
	await page.getByRole('button', { name: /^(Log in|登录)$/ }).click()
	await expect(page.getByRole('navigation').first()).toBeVisible()
}

const loggedIn = new Map<string, StorageState>()

/** A browser in which this person of the demo is logged in: through the form once, with the same session after that. */
export async function openAs(browser: Browser, email: string, options: BrowserOptions = {}): Promise<Page> {
	const storageState = loggedIn.get(email)
	if (storageState) return openBrowser(browser, { ...options, storageState })
	const page = await openBrowser(browser, options)
	await logIn(page, email)
	loggedIn.set(email, await page.context().storageState())
	return page
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The page has no accessibility problem of WCAG 2.2 A or AA that a machine finds, and the browser complained of nothing. */
export async function expectSound(page: Page, what: string): Promise<void> {
	// Pages have no frames of others, so the way that opens a page of its own for each result is not needed.
	const found = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode().analyze()
	const problems = found.violations.map(
		(violation) =>
			`${violation.id}: ${violation.nodes
				.map((node) => node.target.join(' '))
				.slice(0, 3)
				.join('; ')}`,
	)
	expect.soft(problems, `accessibility of ${what}`).toEqual([])
	const heard = complaints.get(page.context()) ?? []
	expect.soft(heard.splice(0), `what the browser says of ${what}`).toEqual([])
}

/** Nothing sticks out sideways. */
export async function expectFits(page: Page, what: string): Promise<void> {
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
	expect.soft(over, `${what} is wider than the screen by this many pixels`).toBeLessThanOrEqual(0)
}

/** Makes a window as narrow as a phone, or wide again. */
export const makeNarrow = (page: Page): Promise<void> => page.setViewportSize(NARROW)
export const makeWide = (page: Page): Promise<void> => page.setViewportSize(WIDE)

/** Keeps a picture for the README and for people who look; `height` where the point of it lies lower on the page. */
export async function picture(page: Page, name: string, height?: number): Promise<void> {
	const size = page.viewportSize()
	if (size && height) await page.setViewportSize({ ...size, height })
	await page.evaluate(() => window.scrollTo(0, 0))
	mkdirSync('docs/pictures', { recursive: true })
	// A word in passing would cover what the picture is of. A sheet of the page's own is what its policy lets in.
	await page.evaluate(() => {
		const sheet = new CSSStyleSheet()
		sheet.replaceSync('[data-sonner-toaster] { display: none !important }')
		document.adoptedStyleSheets = [sheet]
	})
	await page.screenshot({ path: `docs/pictures/${name}.png`, animations: 'disabled', caret: 'initial' })
	await page.evaluate(() => {
		document.adoptedStyleSheets = []
	})
	if (size && height) await page.setViewportSize(size)
}
