import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { workOf } from './page-work.ts'
import { expectFits, expectSound, makeNarrow, makeWide, openAs } from './support.ts'

const AUTHOR = 'admin@aurora.example'
const WORKFLOW = '/workflows/return'

const node = (page: Page, key: string): Locator => page.locator(`.react-flow__node[data-id="${key}"]`)
const view = (page: Page, name: string) => page.getByRole('group', { name: 'View' }).getByRole('button', { name })
const panel = (page: Page) => page.locator('[data-panel]')
const nameIn = (page: Page) =>
	panel(page)
		.getByRole('textbox', { name: /English/ })
		.first()
const saved = (page: Page) => expect(page.getByText(/^Saved as a draft/)).toBeVisible()

/** Where a state stands on the canvas. */
const placeOf = (page: Page, key: string) => node(page, key).evaluate((one) => (one as HTMLElement).style.transform)

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
	const box = await target.boundingBox()
	if (!box) throw new Error('Nothing to point at')
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
	const begin = await middleOf(from)
	await page.mouse.move(begin.x, begin.y)
	await page.mouse.down()
	await page.mouse.move((begin.x + to.x) / 2, (begin.y + to.y) / 2, { steps: 4 })
	await page.mouse.move(to.x, to.y, { steps: 4 })
	await page.mouse.up()
}

/** Discards the draft that is open. */
async function discard(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'More', exact: true }).click()
	await page.getByRole('menuitem', { name: /^Discard/ }).click()
	await page.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click()
	await expect(page).toHaveURL(/\/workflows$/)
}

test.describe
	.serial('the workflow designer', () => {
		let page: Page
		test.beforeAll(async ({ browser }: { browser: Browser }) => {
			page = await openAs(browser, AUTHOR)
		})
		test.afterAll(() => page.context().close())

		test('by mouse: add, name, drag, connect, remove, undo and redo', async () => {
			await page.goto(WORKFLOW)
			await expect(page.locator('.react-flow__node').first()).toBeVisible()
			const before = await page.locator('.react-flow__node').count()
			await page.locator('.design-canvas').getByRole('button', { name: 'State', exact: true }).click()
			await expect(page.locator('.react-flow__node')).toHaveCount(before + 1)
			await nameIn(page).fill('Looked at twice')
			await expect(node(page, 'new_state')).toContainText('Looked at twice')
			await page.getByRole('button', { name: 'Save as a draft' }).click()
			await expect(page).toHaveURL(/draft=/)
			const at = await placeOf(page, 'new_state')
			const { x, y } = await middleOf(node(page, 'new_state'))
			await drag(page, node(page, 'new_state'), { x: x + 90, y: y + 70 })
			const moved = await placeOf(page, 'new_state')
			expect(moved).not.toBe(at)
			await page.keyboard.press('Control+z')
			await expect.poll(() => placeOf(page, 'new_state')).toBe(at)
			await page.keyboard.press('Control+Shift+z')
			await expect.poll(() => placeOf(page, 'new_state')).toBe(moved)
			const target = page.locator('.react-flow__node').first()
			await node(page, 'new_state').hover()
			await drag(page, node(page, 'new_state').locator('.react-flow__handle-top'), await middleOf(target))
			await expect(page.getByRole('heading', { name: /^Step “/ })).toBeVisible()
			await page.locator('.design-label.on').click()
			await page.keyboard.press('Control+z')
			await expect(page.locator('.design-label.on')).toHaveCount(0)
			await node(page, 'new_state').click()
			await page.keyboard.press('Delete')
			await expect(node(page, 'new_state')).toHaveCount(0)
			await page.keyboard.press('Control+z')
			await expect(node(page, 'new_state')).toBeVisible()
			await saved(page)
		})

		test('by keyboard: select, move, open, connect, undo', async () => {
			const at = await placeOf(page, 'new_state')
			await node(page, 'new_state').focus()
			await page.keyboard.press('Space')
			await page.keyboard.press('ArrowRight')
			await page.keyboard.press('ArrowDown')
			await expect.poll(() => placeOf(page, 'new_state')).not.toBe(at)
			await page.keyboard.press('Control+z')
			await expect.poll(() => placeOf(page, 'new_state')).toBe(at)
			await node(page, 'new_state').focus()
			await page.keyboard.press('Enter')
			await expect(nameIn(page)).toBeFocused()
			await page.keyboard.press('Escape')
			await expect(node(page, 'new_state')).toBeFocused()
			await page.keyboard.press('Enter')
			await panel(page).getByRole('combobox', { name: 'New step to' }).selectOption({ index: 1 })
			await panel(page).getByRole('button', { name: 'Add the step' }).press('Enter')
			await expect(page.getByRole('heading', { name: /^Step “/ })).toBeVisible()
			await node(page, 'new_state').focus()
			await page.keyboard.press('Enter')
			const steps = panel(page).locator('dl').getByRole('button')
			await expect(steps).toHaveCount(1)
			await steps.first().press('Enter')
			await expect(page.getByRole('heading', { name: /^Step “/ })).toBeVisible()
		})

		test('a problem leads to its place, and the difference to the active version is drawn', async () => {
			await page
				.getByRole('list', { name: 'Problems' })
				.getByRole('listitem')
				.filter({ hasText: 'Looked at twice' })
				.getByRole('button')
				.first()
				.click()
			await expect(page.getByRole('heading', { name: 'State “Looked at twice”' })).toBeVisible()
			await page.getByRole('button', { name: /^Difference to v/ }).click()
			await expect(node(page, 'new_state').getByText('new', { exact: true })).toBeAttached()
			await expectSound(page, 'the designer with a difference')
			await page.getByRole('button', { name: /^Difference to v/ }).click()
		})

		test('in the table: every command by its row', async () => {
			await view(page, 'Table').click()
			const states = page.getByRole('table', { name: 'States' })
			await states.getByRole('textbox', { name: 'Name of new_state' }).fill('Looked at again')
			await states.getByRole('combobox', { name: 'Category of “Looked at again”' }).selectOption('waiting')
			const rows = states.getByRole('textbox', { name: /^Name of / })
			const count = await rows.count()
			await states.getByRole('textbox', { name: 'Name of new_state' }).press('Alt+ArrowUp')
			await expect(rows.nth(count - 2)).toHaveValue('Looked at again')
			const row = async (command: string) => {
				await page.getByRole('button', { name: 'More for “Looked at again”' }).first().click()
				await page.getByRole('menuitem', { name: command, exact: true }).click()
			}
			await row('Move down')
			await expect(rows.nth(count - 1)).toHaveValue('Looked at again')
			await row('Duplicate')
			await expect(rows).toHaveCount(count + 1)
			await page.keyboard.press('Control+z')
			await expect(rows).toHaveCount(count)
			const steps = page.getByRole('table', { name: 'Steps' })
			const stepCount = await steps.getByRole('textbox', { name: /^Name of / }).count()
			await row('Remove')
			await expect(rows).toHaveCount(count - 1)
			await expect(steps.getByRole('textbox', { name: /^Name of / })).toHaveCount(stepCount - 1)
			await page.keyboard.press('Control+z')
			await expect(rows).toHaveCount(count)
			await saved(page)
			await expectSound(page, 'the tables of the designer')
			await makeNarrow(page)
			await expectFits(page, 'the tables of the designer')
			await makeWide(page)
		})

		test('two windows: who comes second loses nothing', async () => {
			const other = await page.context().newPage()
			await other.goto(page.url())
			await view(other, 'Table').click()
			await other.getByRole('textbox', { name: 'Name of new_state' }).fill('Theirs')
			await saved(other)
			await expect(async () => expect(await (await page.request.get(page.url())).text()).toContain('Theirs')).toPass()
			await page.getByRole('textbox', { name: 'Name of new_state' }).fill('Mine')
			await expect(page.getByText(/saved this draft on .*, after you opened it/)).toBeVisible()
			await expectSound(page, 'a conflict')
			const theirs = page.url()
			await page.getByRole('button', { name: 'Keep mine as a draft of its own' }).click()
			await expect(page).not.toHaveURL(theirs)
			await expect(page.getByRole('textbox', { name: 'Name of new_state' })).toHaveValue('Mine')
			await page.reload()
			await view(page, 'Table').click()
			await expect(page.getByRole('textbox', { name: 'Name of new_state' })).toHaveValue('Mine')
			await discard(page)
			await other.reload()
			await view(other, 'Table').click()
			await expect(other.getByRole('textbox', { name: 'Name of new_state' })).toHaveValue('Theirs')
			await discard(other)
			await other.close()
		})
	})

const STATES = 60
const STEPS = 300
const both = (text: string) => ({ en: text, 'zh-CN': text })

/** As large as a workflow may be: each state leads to the five after it. */
const large = {
	schema: 'workflow/1',
	key: 'return',
	subject: 'return',
	title: both('As large as it may be'),
	initial: 's0',
	states: Array.from({ length: STATES }, (_, index) => ({
		key: `s${index}`,
		title: both(`State ${index}`),
		category: index === 0 ? 'initial' : index === STATES - 1 ? 'done' : 'active',
		position: { x: (index % 10) * 220, y: Math.floor(index / 10) * 120 },
	})),
	transitions: Array.from({ length: STEPS }, (_, index) => ({
		key: `t${index}`,
		title: both(`Step ${index}`),
		from: [`s${Math.floor(index / 5)}`],
		to: `s${Math.min(STATES - 1, Math.floor(index / 5) + 1 + (index % 5) * 2)}`,
		trigger: { type: 'user' },
		permission: { action: 'update' },
	})),
	tests: [],
}

/** A state that is wholly in view, with room around it to be dragged. */
const keyInView = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const area = document.querySelector('.design-canvas')?.getBoundingClientRect()
		const found = [...document.querySelectorAll<HTMLElement>('.react-flow__node')].find((one) => {
			const box = one.getBoundingClientRect()
			return (
				area !== undefined &&
				box.left > area.left + 60 &&
				box.right < area.right - 260 &&
				box.top > area.top + 80 &&
				box.bottom < Math.min(area.bottom, innerHeight) - 160
			)
		})
		return found?.dataset.id ?? ''
	})

test('a workflow of 60 states and 300 steps is drawn, dragged and typed in', async ({ browser }) => {
	test.setTimeout(240_000)
	const page = await openAs(browser, AUTHOR)
	await page.goto(WORKFLOW)
	await expect(page.locator('.react-flow__node').first()).toBeVisible()
	const figures: string[] = []
	const measure = async (what: string, steps: number, act: () => Promise<void>) => {
		const { all, longest } = await workOf(page, act, 300)
		figures.push(
			`  ${what.padEnd(34)} ${(all / steps).toFixed(1).padStart(7)} a step, longest task ${longest.toFixed(0)}`,
		)
	}
	await measure('read the file and draw it', 1, async () => {
		await page
			.locator('input[type=file]')
			.first()
			.setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(large)) })
		await view(page, 'Diagram').click()
		await expect(page.locator('.react-flow__node')).toHaveCount(STATES)
	})
	await expect(page.locator('.design-label')).toHaveCount(STEPS)
	const key = await keyInView(page)
	const first = node(page, key)
	const { x, y } = await middleOf(first)
	const at = await placeOf(page, key)
	await page.mouse.move(x, y)
	await page.mouse.down()
	await page.mouse.move(x + 5, y + 5)
	await measure('drag a state', 20, () => page.mouse.move(x + 85, y + 65, { steps: 20 }))
	await measure('let it go', 1, () => page.mouse.up())
	expect(await placeOf(page, key)).not.toBe(at)
	await first.focus()
	await page.keyboard.press('Space')
	await measure('move it by an arrow key', 5, async () => {
		for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight')
	})
	await measure('undo', 1, () => page.keyboard.press('Control+z'))
	await first.click()
	await measure('a key in its name', 10, () => nameIn(page).pressSequentially('abcdefghij'))
	await expect(first).toContainText('abcdefghij')
	await measure('tidy it up', 1, () => page.getByRole('button', { name: 'Tidy up' }).click())
	await page.keyboard.press('Control+z')
	await measure('to the table', 1, async () => {
		await view(page, 'Table').click()
		// By its row: to look a name up among thousands of elements is work of the page too, and not the portal's.
		await expect(page.locator('table.long').last().locator('tbody tr')).toHaveCount(STEPS)
	})
	await measure('to its end', 1, async () => {
		await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
		await expect(page.locator('[data-place="/transitions/299"]')).toBeAttached()
	})
	await expect(page.getByRole('textbox', { name: 'Name of t299' })).toBeVisible()
	await measure('a key in the table', 10, () =>
		page.locator('[data-place="/transitions/5"]').pressSequentially('abcdefghij'),
	)
	const lead = page.getByRole('combobox', { name: 'To, of “Step 299”' })
	await expect(lead.getByRole('option')).toHaveCount(1)
	await lead.focus()
	await expect(lead.getByRole('option')).toHaveCount(STATES)
	await page.keyboard.press('Home')
	await expect(lead).toHaveValue('s0')
	process.stdout.write(
		`\nDesigner, ${STATES} states and ${STEPS} steps, ms of CPU of the page\n${figures.join('\n')}\n`,
	)
	await page.close({ runBeforeUnload: false })
})
