import { expect, type Page, test } from '@playwright/test'
import { expectSound, openAs } from './support.ts'

const LOTS = 5_000
/** Lots of one step; the first step is the start alone. */
const WIDE = 555

/** The start, nine steps after it, and from each lot to one of the next step, from every second one to two. */
const STATEMENTS = [
	'alter table lot no force row level security',
	'alter table lot_link no force row level security',
	`insert into lot (id, tenant_id, created_at, updated_at, version, item_id, code, code_norm, quantity, on_hand, unit, status, category, attributes)
	select gen_random_uuid(), i.tenant_id, now(), now(), 1, i.id, 'BIG-' || lpad(n::text, 4, '0'), 'BIG' || lpad(n::text, 4, '0'), 100, 10, i.unit,
		(array['released', 'quarantine', 'on_hold'])[1 + n % 3], (array['done', 'initial', 'blocked'])[1 + n % 3], '{}'
	from (select item.* from item join tenant t on t.id = item.tenant_id where t.key = 'aurora' order by sku limit 1) i, generate_series(0, ${LOTS - 1}) n`,
	`insert into lot_link (parent_node, child_node, kind, event_id, tenant_id, quantity, unit, event_time)
	select p.node, c.node, 'consume', gen_random_uuid(), c.tenant_id, 5, c.unit, now()
	from generate_series(1, ${LOTS - 1}) n
	cross join lateral (select case when n <= ${WIDE} then 0 else n - ${WIDE} end as parent union
		select n - ${WIDE} + 1 where n > ${WIDE} and n % 2 = 0) k
	join lot c on c.code = 'BIG-' || lpad(n::text, 4, '0') join lot p on p.code = 'BIG-' || lpad(k.parent::text, 4, '0')`,
	'alter table lot force row level security',
	'alter table lot_link force row level security',
	'analyze lot',
	'analyze lot_link',
]

/** Writes into the portal's database while it rests; by hand, since nobody waits for 5,000 productions. */
async function write(page: Page, baseURL: string, statements: readonly string[]): Promise<void> {
	const { port } = new URL(baseURL)
	const done = await page.request.post(`http://127.0.0.1:${Number(port) + 1}/`, { data: statements, timeout: 60_000 })
	expect(done.status(), await done.text()).toBe(200)
	const ready = () =>
		page.request.get('/readyz').then(
			(answer) => answer.status(),
			() => 0,
		)
	await expect.poll(ready, { timeout: 60_000 }).toBe(200)
}

/** Drags the picture to and fro, and counts the frames that the browser drew meanwhile. */
async function framesWhilePanning(page: Page): Promise<{ perSecond: number; longestMs: number }> {
	const box = await page.locator('.graph-canvas').boundingBox()
	if (!box) throw new Error('There is no picture')
	const [x, y] = [box.x + box.width / 2, box.y + 40]
	await page.evaluate(() => {
		const times: number[] = []
		Object.assign(window, { frameTimes: times })
		const count = (at: number) => {
			times.push(at)
			requestAnimationFrame(count)
		}
		requestAnimationFrame(count)
	})
	await page.mouse.move(x, y)
	await page.mouse.down()
	for (let step = 1; step <= 60; step++) await page.mouse.move(x - Math.sin(step / 8) * 300, y + step * 4)
	await page.mouse.up()
	const times = await page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes.slice())
	const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at))
	const lasted = (times.at(-1) ?? 0) - (times[0] ?? 0)
	return { perSecond: (gaps.length * 1_000) / lasted, longestMs: Math.max(...gaps) }
}

const focusedCode = (page: Page) =>
	page.evaluate(() => document.activeElement?.closest('.canvas-node')?.querySelector('.font-mono')?.textContent)

test('a genealogy of 5,000 lots is drawn, moves, and is walked by arrow keys; the table has them all', async ({
	browser,
	baseURL,
}) => {
	const page = await openAs(browser, 'recall@aurora.example')
	await write(page, baseURL ?? '', STATEMENTS)

	const canvas = page.getByRole('region', { name: 'Genealogy of BIG-0000; the same as a table below' })
	const start = canvas.locator('.canvas-node').filter({ hasText: 'BIG-0000' })
	const usableAfter = async () => {
		const started = performance.now()
		await page.goto('/trace?q=BIG-0000&direction=forward')
		await expect(start).toBeVisible()
		return Math.round(performance.now() - started)
	}
	// Right after its start nothing that the portal runs is compiled yet, and the browser has none of the page's scripts.
	const first = await usableAfter()
	const again = Math.min(await usableAfter(), await usableAfter())
	const frames = await framesWhilePanning(page)
	process.stdout.write(
		`5,000 lots: usable after ${again} ms, after ${first} ms as the first page of a portal just started; panning ${frames.perSecond.toFixed(1)} frames a second, the longest ${Math.round(frames.longestMs)} ms\n`,
	)

	// All are accounted for: drawn or ready to be, counted, and in the table page by page.
	await expect(canvas).toHaveAttribute('data-nodes', String(LOTS))
	await expect(page.getByRole('link', { name: /^Lots 5,000$/ })).toBeVisible()
	const table = page.getByRole('table', { name: 'Lots of the trace' })
	await expect(table.getByRole('row')).toHaveCount(51)
	await expect(page.getByText('1–50 of 5,000')).toBeVisible()
	expect(await canvas.locator('.canvas-node').count()).toBeLessThan(LOTS / 5)

	await canvas.getByRole('button', { name: 'Isolate the path' }).click()
	await expect(start).toBeVisible()
	await start.focus()
	await page.keyboard.press('ArrowRight')
	await expect.poll(() => focusedCode(page)).toMatch(/^BIG-0[0-5]\d\d$/)
	const right = await focusedCode(page)
	await page.keyboard.press('ArrowDown')
	await expect.poll(() => focusedCode(page)).not.toBe(right)
	const below = await focusedCode(page)
	await page.keyboard.press('ArrowRight')
	await expect.poll(() => focusedCode(page)).not.toBe(below)
	await page.keyboard.press('ArrowLeft')
	await expect.poll(() => focusedCode(page)).toBe(below)
	await expectSound(page, 'a large genealogy')

	// Space chooses and tells the quantities of its links; far out, all are there as bars; Enter opens the lot.
	await page.keyboard.press('Space')
	await expect(canvas.locator('.edge-label').first()).toHaveText('5 pcs')
	await canvas.getByRole('button', { name: 'Show everything' }).click()
	await expect.poll(() => canvas.locator('.canvas-node').count()).toBeLessThan(4)
	await expect(canvas.locator('.canvas-lines.far')).toBeVisible()
	await canvas.locator('.canvas-node[tabindex="0"]').focus()
	await page.keyboard.press('Enter')
	await expect(page).toHaveURL(/\/lots\/[0-9a-f-]{36}$/)

	// The same on a small genealogy, of lots that have pages.
	await page.goto('/trace?q=HT-T7741&direction=forward')
	await page.locator('.canvas-node').filter({ hasText: 'PK26-0033' }).click()
	await page.getByRole('button', { name: 'Isolate the path' }).click()
	// Five lots before it, two after, and the four companies that were sent them; the link shows the same to somebody else.
	await expect(page.locator('[data-nodes]')).toHaveAttribute('data-nodes', '12')
	await expect(page).toHaveURL(/isolated=/)
	await page.goto(page.url())
	await expect(page.locator('[data-nodes]')).toHaveAttribute('data-nodes', '12')
	await page.goto('/trace?q=HT-T7741&direction=forward')
	await page.locator('.canvas-node').filter({ hasText: 'HT-T7741' }).focus()
	await page.keyboard.press('ArrowRight')
	await expect.poll(() => focusedCode(page)).toMatch(/^B7741-0\d$/)
	const opened = (await focusedCode(page)) ?? ''
	await page.keyboard.press('Enter')
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(opened)
	await page.context().close()
})

const ITEMS = [
	'alter table item no force row level security',
	`insert into item (id, tenant_id, created_at, updated_at, version, sku, name, kind, unit, certificate_required, incoming_inspection, active)
	select gen_random_uuid(), t.id, now(), now(), 1, 'MANY-' || lpad(n::text, 4, '0'), jsonb_build_object('en', 'Plate ' || n, 'zh-CN', '钢板 ' || n), 'component', 'H87', false, false, true
	from tenant t, generate_series(1, 2000) n where t.key = 'aurora'`,
	'alter table item force row level security',
]

test('of 2,000 items one is found and chosen by keys alone in the form of an event, and nothing typed is lost', async ({
	browser,
	baseURL,
}) => {
	const page = await openAs(browser, 'quality@aurora.example')
	await write(page, baseURL ?? '', ITEMS)
	await page.goto('/events/new?kind=split')
	const box = page.getByRole('combobox', { name: 'New lot of' })
	const options = page.getByRole('listbox').getByRole('option')
	await box.focus()
	await page.keyboard.type('many plate')
	await expect(page.getByRole('status').getByText('20 of 2,000; type to narrow')).toBeAttached()
	await expectSound(page, 'the open list of a chooser')
	await page.keyboard.type(' 1500')
	await expect(options).toHaveText([/MANY-1500/])
	await page.keyboard.press('Enter')
	await expect(box).toHaveValue('MANY-1500 · Plate 1500 (pcs)')
	// A refused form keeps what was chosen.
	await page.getByRole('button', { name: 'Record', exact: true }).click()
	await expect(page.getByRole('alert')).toBeVisible()
	await expect(box).toHaveValue('MANY-1500 · Plate 1500 (pcs)')
	// What is not one of the list stays, is asked about, and is not sent as if nothing had been typed.
	await box.fill('no such item')
	await page.keyboard.press('Tab')
	await expect(page.getByText('“no such item” is not one of the list')).toBeVisible()
	await page.getByRole('button', { name: 'Record', exact: true }).click()
	await expect(box).toBeFocused()
	await expect(box).toHaveValue('no such item')
	// A whole number and Tab at once chooses too, and the arrows go through the list.
	await box.fill('MANY-0007')
	await page.keyboard.press('Tab')
	await expect(box).toHaveValue('MANY-0007 · Plate 7 (pcs)')
	await box.fill('many plate 1')
	await expect(options.first()).toBeVisible()
	await page.keyboard.press('ArrowDown')
	await expect(box).toHaveAttribute('aria-activedescendant', /-1$/)
	await page.keyboard.press('Escape')
	await expect(page.getByRole('listbox')).toHaveCount(0)
	await page.context().close()
})
