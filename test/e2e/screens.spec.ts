import { expect, test } from '@playwright/test'
import { BEFORE_LOG_IN, crawl, opened } from './screens/crawl.ts'
import { PAGES } from './screens/pages.ts'
import { takePictures } from './screens/pictures.ts'
import { expectWords } from './screens/words.ts'
import { linkInMail } from './story/cast.ts'
import { expectFits, expectSound, openAs, openBrowser } from './support.ts'

/** One person of the demo for each role, who may do most first. */
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

const PARTNERS: readonly string[] = ['supplier', 'customer']

/** Is there once a replay has found a decision that would come out otherwise. */
const AFTER_A_REPLAY = '/rules/:key/replay/:id/:position'

/** What a mail or a code leads to, and what the demo has none of; the story opens them and looks at them as closely. */
const IN_THE_STORY = ['/imports/:id', '/invitation/:token', '/answer/:token', '/answer/:token/notice', '/01/*']

for (const [role, email] of Object.entries(PEOPLE)) {
	test(`every screen of the ${role} is sound, in both languages, light and dark, wide and narrow`, async ({
		browser,
	}) => {
		test.setTimeout(900_000)
		const page = await openAs(browser, email)
		const addresses = await crawl(page, PARTNERS.includes(role))
		await page.context().close()

		const phone = await openAs(browser, email, { language: 'zh-CN', mode: 'dark', phone: true })
		for (const address of addresses) {
			const answer = await phone.goto(address)
			expect.soft(answer?.status(), address).toBe(200)
			const what = `${address} in Chinese, dark, narrow`
			await expect.soft(phone.locator('html'), what).toHaveAttribute('lang', 'zh-CN')
			await expectFits(phone, what)
			await expectSound(phone, what)
			await expectWords(phone, what)
		}
		await phone.context().close()
	})
}

test('the pages before the log-in are sound', async ({ browser }) => {
	for (const language of ['en', 'zh-CN'] as const) {
		const page = await openBrowser(browser, { language, mode: language === 'en' ? 'light' : 'dark', phone: true })
		for (const address of BEFORE_LOG_IN) {
			await page.goto(address)
			const what = `${address} in ${language}`
			await expect(page.locator('html'), what).toHaveAttribute('lang', language)
			await expectFits(page, what)
			await expectSound(page, what)
			await expectWords(page, what)
			opened.add(address)
		}
		await page.context().close()
	}
})

test('the page behind the link to set a new password is sound', async ({ browser }) => {
	const page = await openBrowser(browser, { phone: true })
	await page.goto('/forgot')
	await page.locator('[name=email]').fill('quality2@aurora.example')
	await page.getByRole('button', { name: 'Send the link' }).click()
	await expect(page.getByText('Look into your mailbox')).toBeVisible()
	const admin = await openAs(browser, 'admin@aurora.example')
	await page.goto(await linkInMail(admin, 'quality2@aurora.example', /\/reset\//))
	await expect(page.getByRole('heading', { level: 1, name: 'Set a new password' })).toBeVisible()
	await expectFits(page, 'setting a new password')
	await expectSound(page, 'setting a new password')
	opened.add('/reset/:token')
	await page.context().close()
	await admin.context().close()
})

test('the page of a move of many lots is sound', async ({ browser }) => {
	const page = await openAs(browser, 'quality@aurora.example')
	await page.goto('/lots?status=pending_release')
	await page.getByRole('row').nth(1).getByRole('checkbox').check()
	await page.getByRole('button', { name: /^Move/ }).click()
	const dialog = page.getByRole('dialog')
	await dialog.locator('[name=transition]').selectOption({ index: 1 })
	await dialog.locator('[name=reason]').fill('Tried by the browser test')
	await dialog.getByRole('button', { name: 'Move', exact: true }).click()
	await page.waitForURL(/\/bulk-moves\//)
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
	await expectFits(page, 'a move of many lots')
	await expectSound(page, 'a move of many lots')
	opened.add('/bulk-moves/:id')
	await page.context().close()
})

test('the page of a container is sound', async ({ browser }) => {
	const page = await openAs(browser, 'receiving@aurora.example')
	await page.goto('/events?kind=pack')
	const packed = await page.getByRole('main').locator('a[href^="/events/0"]').first().getAttribute('href')
	await page.goto(packed ?? '')
	const container = await page.locator('a[href^="/containers/"]').first().getAttribute('href')
	await page.goto(container ?? '')
	await expectFits(page, 'a container')
	await expectSound(page, 'a container')
	await expectWords(page, 'a container')
	opened.add('/containers/:id')
	await page.context().close()
})

test('every page of the route table was opened by somebody', () => {
	const elsewhere = [...IN_THE_STORY, AFTER_A_REPLAY]
	const missed = PAGES.map(({ path }) => path).filter((path) => !opened.has(path) && !elsewhere.includes(path))
	expect(missed).toEqual([])
})

test('the pictures of the README', async ({ browser }) => {
	await takePictures(browser)
})
