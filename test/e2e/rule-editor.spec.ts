import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { openAs } from './support.ts'

/** Goes on by Tab until the thing has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
	await target.first().waitFor()
	for (let presses = 0; presses < 150; presses += 1) {
		if (await target.first().evaluate((element) => element === document.activeElement)) return
		await page.keyboard.press(key)
	}
	throw new Error(`Tab does not lead to ${target}`)
}

async function press(page: Page, target: Locator): Promise<void> {
	await tabTo(page, target)
	await page.keyboard.press('Enter')
}

async function type(page: Page, field: Locator, text: string): Promise<void> {
	await tabTo(page, field)
	await page.keyboard.press('Control+A')
	await page.keyboard.type(text)
}

/** Chooses an option of a native list by typing how it begins. */
async function choose(page: Page, select: Locator, words: string): Promise<void> {
	await tabTo(page, select)
	await page.keyboard.type(words)
}

/** Adds a condition to a group, with a fact that is found by its words. */
async function addCondition(page: Page, group: Locator, words: string, fact: string): Promise<void> {
	await press(page, group.getByRole('button', { name: 'Condition', exact: true }).last())
	await page.getByPlaceholder('Find a fact').waitFor()
	await page.keyboard.type(words)
	await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toContainText(fact)
	await page.keyboard.press('Enter')
}

test('a rule is written, read, mended, undone and saved by keyboard alone', async ({ browser }) => {
	const page = await openAs(browser, 'admin@aurora.example')
	await page.goto('/rules/shipment_gate')
	const named = (name: string) => page.getByRole('button', { name, exact: true })
	const builder = page.getByRole('group', { name: /of these$/ })
	const title = page.getByLabel('Title · English').first()

	// A condition that rules share.
	await press(page, named('Add a shared condition'))
	await addCondition(page, builder.first(), 'in a recall', 'In a recall')

	await tabTo(page, named('Add a rule'), 'Shift+Tab')
	await page.keyboard.press('Enter')
	await expect(title).toHaveValue('New rule')
	await type(page, title, 'By keyboard')
	const root = page.getByRole('region', { name: 'When' }).getByRole('group').first()
	const row = (n: number) => root.getByRole('listitem').nth(n)

	// A quantity with its unit.
	await addCondition(page, root, 'on hand', 'Quantity on hand')
	await choose(page, row(0).getByRole('combobox', { name: 'Comparison' }), 'is less')
	await type(page, row(0).getByRole('textbox').first(), '12.5')
	// A fact against another.
	await addCondition(page, root, 'remaining shelf', 'Remaining shelf life')
	await choose(page, row(1).getByRole('combobox', { name: 'Compared with' }), 'another')
	// A date relative to now.
	await addCondition(page, root, 'expiry date', 'Expiry date')
	await choose(page, row(2).getByRole('combobox', { name: 'Compared with' }), 'days')
	// The shared one.
	await press(page, root.getByRole('button', { name: 'Shared condition', exact: true }))
	await page.getByRole('menuitem').first().waitFor()
	await page.keyboard.press('Enter')
	// A group of none, still empty.
	await press(page, root.getByRole('button', { name: 'Group', exact: true }))
	const group = root.getByRole('group')
	await choose(page, group.getByRole('combobox', { name: 'How the parts go together' }), 'none')

	// The problem leads to its place.
	const problem = page.getByRole('list', { name: 'Problems' }).getByRole('button', { name: /^This group is empty/ })
	await press(page, problem)
	await expect
		.poll(() => group.evaluate((element) => element.contains(document.activeElement)), 'the focus is in the group')
		.toBe(true)
	await addCondition(page, group, 'on hold', 'On hold')
	await expect(problem).toHaveCount(0)

	const words = page.getByRole('region', { name: 'In words' })
	await expect(words.locator('[lang=en]')).toContainText('quantity on hand is less than 12.5 kg')
	await expect(words.locator('[lang=en]')).toContainText('the lot is not on hold')
	await expect(words.locator('[lang=zh-CN]')).toContainText('现有数量小于 12.5 kg')

	await page.keyboard.press('Control+z')
	await expect(words.locator('[lang=zh-CN]')).not.toContainText('未被冻结')
	await page.keyboard.press('Control+Shift+z')
	await expect(words.locator('[lang=zh-CN]')).toContainText('未被冻结')

	await press(page, named('Save as a draft'))
	await expect(page).toHaveURL(/draft=/)
	await expect(page.getByText(/^Saved as a draft/)).toBeVisible()
	await page.reload()
	await expect(page.getByRole('list', { name: 'Rules' })).toContainText('By keyboard')
})

test('of two tabs with one draft the second is told, and keeps what was typed', async ({ browser }) => {
	const first = await openAs(browser, 'admin@aurora.example')
	await first.goto('/rules/line_match')
	const conditions = (page: Page) =>
		page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Conditions' }).click()
	const title = (page: Page) => page.getByLabel('Title · English').first()
	await conditions(first)
	await title(first).fill('Begun here')
	await first.getByRole('button', { name: 'Save as a draft' }).click()
	await expect(first).toHaveURL(/draft=/)
	const second = await first.context().newPage()
	await second.goto(first.url())
	await conditions(second)
	await title(first).fill('Saved by the first')
	await expect(first.getByText(/^Saved as a draft/)).toBeVisible()

	await title(second).fill('Typed in the second')
	await expect(second.getByRole('alert')).toContainText(/saved this draft on/)
	await expect(title(second)).toHaveValue('Typed in the second')
	const exported = second.waitForEvent('download')
	await second.getByRole('button', { name: 'Export mine' }).click()
	expect(readFileSync(await (await exported).path(), 'utf8')).toContain('Typed in the second')
	await first.reload()
	await conditions(first)
	await expect(title(first)).toHaveValue('Saved by the first')

	const somebody = await openAs(browser, 'admin2@aurora.example')
	await somebody.goto(first.url())
	await expect(somebody.getByText('This is a draft of Lin Wanqing 林婉清; only its author changes it')).toBeVisible()
	await conditions(somebody)
	await expect(title(somebody)).not.toBeEditable()
})
