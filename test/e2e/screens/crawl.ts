import { expect, type Page } from '@playwright/test'
import { expectFits, expectSound, makeNarrow, makeWide } from '../support.ts'
import { PAGES, pageOf } from './pages.ts'
import { expectWords } from './words.ts'

/** Pages for everybody, which lead whoever is logged in elsewhere. */
export const BEFORE_LOG_IN = ['/login', '/forgot', '/lookup']

/** Pages that somebody has opened, by their path in the route table. */
export const opened = new Set<string>()

const isFile = (href: string): boolean => /\.(csv|json|xlsx|pdf)\b|\/content$|\/export\b/.test(href)

async function linksOf(page: Page): Promise<string[]> {
	const links = await page
		.locator('a[href^="/"]')
		.evaluateAll((all) => all.map((one) => one.getAttribute('href')?.split('#')[0] ?? ''))
	return links.filter((href) => href !== '' && !isFile(href))
}

/** Where a menu or a button of a page leads, which are no links while it is not open. */
function behindButtons(address: string): string[] {
	const [, list, key] = new URL(address, 'http://portal').pathname.split('/')
	if (!key) return []
	if ((list === 'release' || list === 'lots') && key !== 'new')
		return [`/lots/${key}/results`, `/lots/${key}/edit`, `/trace/report?lot=${key}`]
	if (list === 'workflows') return [`/workflows/${key}/simulate`, `/workflows/${key}/migrate`]
	return list === 'rules' ? [`/rules/${key}/replay`] : []
}

/** Opens an address and looks at it wide and narrow; false where this person may not open it. */
async function look(page: Page, address: string): Promise<boolean> {
	const answer = await page.goto(address)
	if (answer?.status() !== 200) return false
	await expect(page.getByRole('heading', { level: 1 }).first(), address).toBeVisible()
	await expectSound(page, address)
	await expectWords(page, address)
	await makeNarrow(page)
	await expectFits(page, address)
	await makeWide(page)
	return true
}

/**
 * Follows the links that a person sees, to one address of each page of the route table; `everything` also to those that
 * somebody else has opened. Answers the addresses.
 */
export async function crawl(page: Page, everything: boolean): Promise<string[]> {
	const seen: string[] = []
	const tried = new Set<string>()
	const wanted = (address: string): boolean => {
		const path = pageOf(address)?.path
		return (
			path !== undefined &&
			!BEFORE_LOG_IN.includes(path) &&
			!tried.has(path) &&
			(everything || path === '/' || !opened.has(path))
		)
	}
	await page.goto('/')
	await expect(page.getByRole('navigation').first().getByRole('link').first()).toBeVisible()
	const nav = await linksOf(page)
	expect(nav.length).toBeGreaterThan(1)
	// Then what nothing leads to but that stands in the route table; whoever may not open it is refused.
	const linked = ['/', ...nav]
	const unlinked = PAGES.filter(({ hasParameters }) => !hasParameters).map(({ path }) => path)
	for (;;) {
		const link = linked.find(wanted)
		const address = link ?? unlinked.find(wanted)
		if (!address) return seen
		const path = pageOf(address)?.path ?? ''
		tried.add(path)
		const mayOpen = await look(page, address)
		expect.soft(mayOpen || !link, `a link leads to ${address}, which does not open`).toBe(true)
		if (!mayOpen) continue
		opened.add(path)
		seen.push(address)
		const found = await linksOf(page)
		linked.push(...found)
		// Somebody before may have opened the page with the button, and not what is behind it.
		// They come first: some of these pages are only there with what the address says after the question mark.
		unlinked.unshift(...[address, ...found].flatMap(behindButtons))
	}
}
