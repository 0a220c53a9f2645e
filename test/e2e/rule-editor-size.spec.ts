import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { workOf } from './page-work.ts'
import { openAs } from './support.ts'

/*
 * The rule editor with a draft of 1,000 rules, five times as many as may be published: it opens, and everything is done
 * in it as in a small one, because only the rules in view are on the page. What it costs is printed, not asserted: the
 * longest task of the page's main thread in milliseconds of its own CPU time, which other work on the machine does not
 * change.
 */

const RULES = 1_000
/** What is in view, what is kept beyond its edges, and the one that has the focus. */
const FEW = 60

const both = (text: string) => ({ en: text, 'zh-CN': text })

const large = {
	schema: 'rule-set/1',
	key: 'shipment_gate',
	subject: 'shipment',
	title: both('Shipment gate, large'),
	outcomes: ['pass', 'warn', 'block'],
	hitPolicy: 'collect',
	rules: Array.from({ length: RULES }, (_, index) => ({
		key: `rule_${index}`,
		title: both(`Rule number ${index}`),
		conditions: {
			all: [
				{ fact: 'lot', path: '$.remainingShelfLifeDays', operator: 'lessThan', value: index % 300 },
				{ fact: 'lot', path: '$.onHold', operator: 'equal', value: false },
				{ fact: 'item', path: '$.kind', operator: 'equal', value: 'raw_material' },
			],
		},
		event: { type: index % 3 === 0 ? 'block' : 'warn', params: { message: both('Stopped') } },
	})),
}

/** The longest task while something is done; what follows it, such as the check and the save, comes within two seconds. */
const longestTask = async (page: Page, act: () => Promise<void>): Promise<number> =>
	Math.round((await workOf(page, act, 2_000)).longest)

/** How many of the large set's rules are on the page, wherever. */
const onPage = (page: Page): Promise<number> =>
	page.evaluate(
		() => new Set([...document.querySelectorAll('[data-row]')].map((row) => (row as HTMLElement).dataset.rowKey)).size,
	)

const choose = (page: Page, view: string) =>
	page.getByRole('group', { name: 'View' }).getByRole('button', { name: view })

async function openLarge(page: Page): Promise<void> {
	await page.goto('/rules/shipment_gate')
	await page
		.locator('input[type=file]')
		.setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(large)) })
	await page.getByRole('button', { name: 'Save as a draft' }).click()
	await expect(page).toHaveURL(/draft=/)
}

async function cpuMsOf(cdp: CDPSession): Promise<number> {
	const { metrics } = await cdp.send('Performance.getMetrics')
	return Math.round((metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000)
}

test('the rule editor stays quick with a draft of 1,000 rules', async ({ browser }) => {
	const page = await openAs(browser, 'admin@aurora.example')
	await openLarge(page)
	const figures: [what: string, ms: number][] = []
	const measure = async (what: string, act: () => Promise<void>) => {
		figures.push([what, await longestTask(page, act)])
	}

	const cdp = await page.context().newCDPSession(page)
	await cdp.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' })
	await cdp.send('Performance.enable')
	const before = await cpuMsOf(cdp)
	await page.reload()
	await page.locator('html[data-hydrated]').waitFor({ state: 'attached' })
	const opening = (await cpuMsOf(cdp)) - before
	await expect(page.getByText('1000', { exact: true }).first()).toBeVisible()
	expect(await onPage(page), 'rules on the page that has opened').toBeLessThan(FEW)

	await measure('to the conditions', () => choose(page, 'Conditions').click())
	const title = page.getByLabel('Title · English').first()
	await expect(title).toHaveValue('Rule number 0')
	await measure('ten keys in a title', () => title.pressSequentially('abcdefghij'))
	await expect(title).toHaveValue(/abcdefghij/)
	expect(await onPage(page)).toBeLessThan(FEW)

	await measure('find a rule', () => page.getByRole('searchbox', { name: 'Find a rule' }).fill('number 789'))
	await expect(page.getByText('1 of 1000 rules')).toBeVisible()
	await page
		.getByRole('list', { name: 'Rules' })
		.getByRole('button', { name: /Rule number 789/ })
		.click()
	await expect(title).toHaveValue('Rule number 789')
	await page.getByRole('searchbox', { name: 'Find a rule' }).fill('')
	await measure('add a condition', async () => {
		await page.getByRole('button', { name: 'Condition', exact: true }).click()
		await page.keyboard.type('recalled')
		await page.keyboard.press('Enter')
	})
	await measure('move a rule', () => page.getByRole('button', { name: 'Move the rule up' }).click())
	await measure('undo', () => page.getByRole('button', { name: 'Undo' }).click())

	await measure('to the table', () => choose(page, 'Table').click())
	const table = page.getByRole('table', { name: 'Table' })
	await expect(table).toHaveAttribute('aria-rowcount', String(RULES + 1))
	expect(await onPage(page), 'rows of the table on the page').toBeLessThan(FEW)
	await page.getByRole('region', { name: 'Table' }).evaluate((list) => list.scrollTo(0, list.scrollHeight))
	await expect(table.getByRole('button', { name: 'Rule number 999' })).toBeVisible()
	expect(await onPage(page)).toBeLessThan(FEW)

	await measure('to JSON', () => choose(page, 'JSON').click())
	const json = page.locator('.cm-content')
	await json.click()
	await measure('ten keys in JSON', () => page.keyboard.type('          '))
	await expect(json).toContainText('shipment_gate')
	await measure('back to the conditions', () => choose(page, 'Conditions').click())
	await expect(page.getByText(/^Saved as a draft/)).toBeVisible()

	process.stdout.write(`\nRule editor, ${RULES} rules: ${opening} ms of CPU to open; longest task in ms of CPU while\n`)
	for (const [what, ms] of figures) process.stdout.write(`  ${what.padEnd(24)} ${String(ms).padStart(5)}\n`)
})
