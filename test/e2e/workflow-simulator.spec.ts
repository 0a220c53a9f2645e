import { expect, type Page, test } from '@playwright/test'
import { expectFits, expectSound, makeNarrow, makeWide, openAs } from './support.ts'

const WORKFLOW = '/workflows/return'
const NAME = 'Who asked cannot agree; another may'

/** A step that leads on from where the record stands. */
const step = (page: Page, name: string) =>
	page
		.getByRole('region', { name: /^From “/ })
		.getByRole('listitem')
		.filter({ has: page.getByText(name, { exact: true }) })
const effects = (page: Page) => page.getByRole('list', { name: 'What the step would do' })

test('a scenario is played, kept as a test case, and stops a draft in which it is red', async ({ browser }) => {
	const page = await openAs(browser, 'admin@aurora.example')
	await page.goto(WORKFLOW)
	await page.getByRole('link', { name: 'Simulate', exact: true }).click()
	await expect(page).toHaveURL(/\/workflows\/return\/simulate\?/)

	await page.getByLabel('Starts on').fill('2026-03-02T09:00')
	await page.getByLabel('Who asked for it').selectOption('anna')
	const agree = step(page, 'Agree to the return').first()
	await agree.getByRole('button', { name: 'Try' }).click()
	await expect(page.getByText(/^It is refused for \d reasons, so nothing happens\.$/)).toBeVisible()
	await expect(page.getByText(/^refused, \d$/)).toBeVisible()
	await expect(agree.getByText('approval', { exact: true })).toBeVisible()
	await expectSound(page, 'a refused step in the simulator')

	await agree.getByRole('button', { name: 'Act as bo' }).first().click()
	await agree.getByRole('button', { name: 'Sign in the test' }).first().click()
	await agree.getByRole('button', { name: 'Try' }).click()
	await expect(effects(page).getByText('Requested → Agreed')).toBeVisible()
	await expect(effects(page).getByText(/^Signature by bo/)).toBeVisible()
	await expect(effects(page).getByText(/^Deadline “move” on /)).toBeVisible()

	await page.getByRole('button', { name: 'Next deadline' }).click()
	await expect(page.getByText('“move” warned')).toBeVisible()
	await page.getByRole('button', { name: 'Another person' }).click()
	await page.getByRole('button', { name: /^Roles: / }).click()
	await page.getByRole('checkbox', { name: 'Supplier', exact: true }).check()
	await page.keyboard.press('Escape')
	const confirm = step(page, 'Confirm').first()
	await confirm.getByRole('button', { name: 'Assume Your return number' }).click()
	await page.getByLabel('Your return number').fill('RMA-7')
	await confirm.getByRole('button', { name: 'Try' }).click()
	await expect(effects(page).getByText('Agreed → Confirmed by the partner')).toBeVisible()
	await expectSound(page, 'the simulator')
	await makeNarrow(page)
	await expectFits(page, 'the simulator')
	await makeWide(page)

	await page.getByRole('button', { name: 'Keep as a test case' }).click()
	const dialog = page.getByRole('dialog')
	await expect(dialog.getByRole('button', { name: 'Keep', exact: true })).toHaveAccessibleDescription(
		'Give it a name first.',
	)
	await dialog.getByLabel('What it shows · English').fill(NAME)
	await dialog.getByLabel('What it shows · 中文').fill('申请人不得批准，他人可以')
	await expect(dialog.getByText('Kept with it: 4 steps with what came of each.')).toBeVisible()
	await expectSound(page, 'the dialog that keeps a test case')
	await dialog.getByRole('button', { name: 'Keep', exact: true }).click()

	await expect(page).toHaveURL(/\/workflows\/return\?draft=/)
	const kept = page.getByRole('list', { name: 'Test cases' }).getByRole('listitem').filter({ hasText: NAME })
	await expect(kept).toContainText('4 steps as expected; ends in “Confirmed by the partner”.')
	const submit = page.getByRole('button', { name: 'Ask for approval…' })
	await expect(submit).not.toHaveAttribute('aria-disabled', 'true')

	await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Table' }).click()
	const leadsTo = page.getByRole('combobox', { name: 'To, of “Confirm”' })
	await leadsTo.focus()
	await leadsTo.selectOption({ label: 'Refused' })
	await expect(kept).toContainText('Step 4: ends in “Refused”, expected “Confirmed by the partner”.')
	await page.getByText(/^Saved as a draft/).waitFor()
	await expect(submit).toHaveAccessibleDescription(/\d test cases are red\./)
	await expectSound(page, 'a draft with red test cases')
	await page.keyboard.press('Control+z')
	await expect(kept).toContainText('4 steps as expected')
	await expect(submit).not.toHaveAttribute('aria-disabled', 'true')

	await kept.getByRole('link', { name: NAME }).click()
	await expect(page.getByText('“move” warned')).toBeVisible()
	await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'return' }).click()
	await page.getByRole('button', { name: 'More', exact: true }).click()
	await page.getByRole('menuitem', { name: /^Discard/ }).click()
	await dialog.getByRole('button', { name: 'Discard the draft' }).click()
	await expect(page).toHaveURL(/\/workflows$/)
	await page.context().close()
})
