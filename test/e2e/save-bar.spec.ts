import { expect, type Page, test } from '@playwright/test'
import { AUTHOR, choose } from './definition-life.ts'
import { type BrowserOptions, expectFits, openAs } from './support.ts'

type Seen = { box: string; words: string }

/** Notes the box of the save button, and the words beside it, in every frame in which either is another one. */
const watch = (page: Page) =>
	page.evaluate(() => {
		const seen: Seen[] = []
		Object.assign(window, { seen })
		const look = () => {
			const bar = document.querySelector('[data-keeps-in-view]')
			const button = bar?.querySelector('button')
			if (bar && button) {
				const { x, y, width, height } = button.getBoundingClientRect()
				const now = {
					box: [x, y, width, height].map(Math.round).join(' '),
					words: bar.querySelector<HTMLElement>('[role=status]')?.innerText ?? '',
				}
				const last = seen.at(-1)
				if (last?.box !== now.box || last.words !== now.words) seen.push(now)
			}
			requestAnimationFrame(look)
		}
		look()
	})

const seenOn = (page: Page) => page.evaluate(() => (window as unknown as { seen: Seen[] }).seen)

const texts = {
	en: {
		table: 'Table',
		words: [/^Not kept yet/, /^Saving/, /^Saved as a draft/, /^Being saved/, /^No connection/, /^Saved as a draft/],
	},
	'zh-CN': {
		table: '表',
		words: [/^尚未保存/, /^保存中/, /^草稿已保存/, /^即将自动保存/, /^网络已断开/, /^草稿已保存/],
	},
} as const

const field = {
	'/workflows/lot_lifecycle': (page: Page) => page.locator('input[data-place="/states/1"]'),
	'/rules/receiving_match': (page: Page) => page.locator('main input[inputmode]').first(),
}

for (const language of ['en', 'zh-CN'] as const)
	for (const phone of [false, true])
		for (const address of ['/workflows/lot_lifecycle', '/rules/receiving_match'] as const)
			test(`the save button of ${address} stays where it is: ${language}, ${phone ? 'phone' : 'wide'}`, async ({
				browser,
			}) => {
				const options: BrowserOptions = { language, phone }
				const page = await openAs(browser, AUTHOR, options)
				const { table, words } = texts[language]
				const status = page.locator('[data-keeps-in-view] [role=status]')
				const comes = (index: number) => expect(status).toHaveText(words[index] ?? /./, { useInnerText: true })
				await page.goto(address)
				if (address === '/workflows/lot_lifecycle') await page.getByRole('button', { name: table, exact: true }).click()
				const input = field[address](page)
				await input.scrollIntoViewIfNeeded()
				await expectFits(page, address)
				await watch(page)
				await input.fill('11')
				await comes(0)
				// One press where the button stands, as a hand does it: without a look at whether it has moved.
				const { x, y, width, height } = (await page.locator('[data-keeps-in-view] button').boundingBox()) ?? never()
				await page.mouse.click(x + width / 2, y + height / 2)
				await expect(page).toHaveURL(/draft=/)
				await comes(2)
				await input.fill('12')
				await comes(3)
				await comes(2)
				await page.context().setOffline(true)
				await input.fill('13')
				await comes(4)
				await page.context().setOffline(false)
				await comes(5)
				const seen = await seenOn(page)
				for (const one of words) expect(seen.some((line) => one.test(line.words))).toBe(true)
				expect(new Set(seen.map(({ box }) => box)).size, JSON.stringify(seen, null, 1)).toBe(1)
				const draft = page.url()
				await page.context().close()
				const author = await openAs(browser, AUTHOR)
				await author.goto(draft)
				await choose(author, 'Discard')
				await author.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click()
				await expect(author).not.toHaveURL(/draft=/)
				await author.context().close()
			})

function never(): never {
	throw new Error('The page has none')
}
