import { type Browser, expect, type Page, test } from '@playwright/test'
import { AUTHOR, chip, choose, expectFine, ITEM, openDraft, ready, rowOf, SECOND, sayWhy } from './definition-life.ts'
import { dayFromNow, sign } from './story/cast.ts'
import { API_KEY, expectSound, openAs } from './support.ts'

const WORKFLOW = '/workflows/lot_lifecycle'

async function goToDraft(page: Page): Promise<void> {
	await page.goto(WORKFLOW)
	await openDraft(page)
}

/** Gives the state of a paused order another name, and keeps it as a draft. */
async function rename(page: Page, name: string): Promise<void> {
	await page.goto(WORKFLOW)
	await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Table' }).click()
	await page.getByRole('textbox', { name: 'Name of paused' }).fill(name)
	await page.getByRole('button', { name: 'Save as a draft' }).click()
	await expect(page).toHaveURL(/draft=/)
	await ready(page)
}

/** The life of a change of a workflow, by two people. */
test.describe
	.serial('the life of a workflow', () => {
		let author: Page
		let second: Page
		let base = 0

		test.beforeAll(async ({ browser }: { browser: Browser }) => {
			author = await openAs(browser, AUTHOR)
			second = await openAs(browser, SECOND)
		})
		test.afterAll(async () => {
			await author.context().close()
			await second.context().close()
		})

		test('it is drawn, submitted, and cannot be approved by its author', async () => {
			await author.goto(WORKFLOW)
			base = Number(
				(
					await author
						.getByText(/^v\d+, Active$/)
						.first()
						.innerText()
				).replaceAll(/\D/g, ''),
			)
			await rename(author, 'Waiting for material')
			await second.goto(author.url())
			await expect(second.getByText('This is a draft of Lin Wanqing 林婉清; only its author changes it')).toBeVisible()
			await expect(second.getByRole('button', { name: 'Save the draft' })).toHaveCount(0)
			await author.getByRole('button', { name: 'Ask for approval…' }).click()
			await sayWhy(author, 'The shop floor calls it so', 'Ask for approval')
			await expect(chip(author, 'In review')).toBeVisible()
			await expect(author.getByRole('button', { name: 'Approve and publish…' })).toHaveAccessibleDescription(
				/Another compliance admin has to approve it/,
			)
		})

		test('the second person schedules it by signature and takes it back', async () => {
			await goToDraft(second)
			await choose(second, 'Approve and schedule…')
			await second.getByRole('button', { name: 'Sign and schedule' }).click()
			await expect(second.getByRole('dialog').getByRole('alert').first()).toBeVisible()
			await expectSound(second, 'the dialog of a schedule with what is missing')
			await second
				.getByRole('dialog')
				.getByLabel('Active from')
				.fill(`${dayFromNow(1)}T06:00`)
			await sign(second, 'From tomorrow on', 'Sign and schedule')
			await expect(chip(second, 'Scheduled')).toBeVisible()
			await expect(second.getByText(/^Becomes active on /).first()).toBeVisible()
			await second.goto('/workflows')
			await expect(second.getByRole('link', { name: /^Scheduled · Lin Wanqing/ })).toBeVisible()
			await goToDraft(second)
			await second.getByRole('button', { name: 'Take back…' }).click()
			await sayWhy(second, 'We try it first', 'Take back')
			await expect(chip(second, 'Approved')).toBeVisible()
		})

		test('it is piloted on a site, then on an item, and its records are watched', async ({ request }) => {
			await choose(second, 'Approve and pilot…')
			const dialog = second.getByRole('dialog')
			await dialog.getByRole('checkbox', { name: /SZ2/ }).check()
			await dialog.getByRole('textbox', { name: /^(Why|Reason|What)/ }).fill('Where titanium comes in')
			await dialog.getByLabel('Your password').fill('not the password')
			await dialog.getByRole('button', { name: 'Sign and begin' }).click()
			await expect(dialog.getByRole('alert').first()).toContainText('password is not right')
			// Refused once and then taken: the dialog closes, and nobody signs twice.
			await sign(second, 'Where titanium comes in', 'Sign and begin')
			await expect(dialog).toBeHidden()
			await expect(chip(second, `v${base + 1}, Pilot`)).toBeVisible()
			await second.getByRole('button', { name: 'Change scope…' }).click()
			await second.getByRole('dialog').getByRole('checkbox', { name: /SZ2/ }).uncheck()
			await second.getByRole('dialog').getByRole('textbox', { name: 'Items' }).fill(ITEM)
			await sayWhy(second, 'All bars of it, wherever they come in', 'Change')
			await expect(second.getByText(ITEM, { exact: true }).first()).toBeVisible()
			const made = await request.post('/api/v1/lots', {
				headers: { Authorization: `Bearer ${API_KEY}` },
				data: { item: ITEM, quantity: { value: '5', unit: 'KGM' } },
			})
			expect(made.ok(), await made.text()).toBe(true)
			await second.reload()
			const figures = second.getByRole('table', { name: 'Records of the pilot and of the active version' })
			await expect(figures.getByRole('row', { name: new RegExp(`^Pilot, v${base + 1} 1 0`) })).toBeVisible()
			await expectFine(second, 'a pilot with its records')
			await second.goto(WORKFLOW)
			await expect(second.getByText(`Version ${base + 1} is piloted on some sites or items`)).toBeVisible()
		})

		test('the pilot is withdrawn, comes back, is piloted again and widened to all', async () => {
			await second.getByRole('link', { name: 'Look at it' }).click()
			await second.getByRole('button', { name: 'Withdraw…' }).click()
			await sayWhy(second, 'Wait for the new scales', 'Withdraw')
			await expect(chip(second, `v${base + 1}, Retired`)).toBeVisible()
			await expect(rowOf(second, `v${base + 1}`)).toContainText('pilot withdrawn')
			await choose(second, 'Roll back to this version…')
			await sayWhy(second, 'The scales are there', 'Ask for approval')
			await expect(chip(second, 'In review')).toBeVisible()
			await goToDraft(author)
			await choose(author, 'Approve and pilot…')
			await author.getByRole('dialog').getByRole('textbox', { name: 'Items' }).fill(ITEM)
			await sign(author, 'Bars first', 'Sign and begin')
			await expect(chip(author, `v${base + 2}, Pilot`)).toBeVisible()
			await author.getByRole('button', { name: 'Widen to all…' }).click()
			await sign(author, 'It does what it should', 'Sign and widen')
			await expect(author).toHaveURL(new RegExp(`/migrate\\?from=${base}&to=${base + 2}$`))
			await author.goto(WORKFLOW)
			await expect(chip(author, `v${base + 2}, Active`)).toBeVisible()
			await expect(rowOf(author, `v${base + 2}`)).toContainText('widened to all')
		})

		test('an emergency change is in force at once and looked at afterwards by another person', async () => {
			await rename(second, 'Stopped')
			await choose(second, 'Emergency change…')
			await sign(second, 'Lines stand still', 'Sign and publish at once')
			await expect(chip(second, `v${base + 3}, Active`)).toBeVisible()
			await expect(rowOf(second, `v${base + 3}`)).toContainText(/Emergency change.*second approval due by/)
			await expect(second.getByRole('button', { name: 'Confirm…' })).toHaveAccessibleDescription(
				/Another compliance admin has to approve it/,
			)
			await expectFine(second, 'an emergency change')
			await author.goto('/notifications')
			await author.getByRole('link', { name: /Emergency change: “Lot lifecycle”/ }).click()
			await author.getByRole('button', { name: 'Confirm…' }).click()
			await sign(author, 'Right in the circumstances', 'Sign and confirm')
			await expect(author.getByText(/^Emergency change, confirmed by /)).toBeVisible()
			await expect(rowOf(author, `v${base + 3}`)).toContainText(/confirmed by Lin Wanqing/)
		})

		test('the workflow as it was comes back, and every step of its life is told', async () => {
			await author.goto(`${WORKFLOW}?version=${base}`)
			await choose(author, 'Roll back to this version…')
			await sayWhy(author, 'The trial is over', 'Ask for approval')
			await goToDraft(second)
			await second.getByRole('button', { name: 'Approve and publish…' }).click()
			await sign(second, 'As agreed', 'Sign and publish')
			await expect(second).toHaveURL(new RegExp(`/migrate\\?from=${base + 3}&to=${base + 4}$`))
			await second.goto(`${WORKFLOW}?version=${base + 4}&compare=${base}`)
			await expect(second.getByText('Nothing changes.').first()).toBeVisible()
			const steps = second.getByRole('list', { name: 'Every step' })
			for (const step of ['Scheduled', 'Pilot withdrawn', 'Pilot begun', 'Emergency change confirmed', 'Published'])
				await expect(steps.getByText(new RegExp(step)).first()).toBeVisible()
		})
	})
