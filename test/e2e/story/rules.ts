import { expect } from '@playwright/test'
import { expectSound, picture } from '../support.ts'
import { type Story, sign } from './cast.ts'

/** One admin asks for more shelf life, reads what that changes, sets the tests right and submits. */
export async function changeMinimum(story: Story): Promise<void> {
	const admin = await story.as('admin@aurora.example')
	await admin.goto('/rules/receiving_match')
	const active = await admin
		.getByText(/^v\d+, Active$/)
		.first()
		.innerText()
	story.rules = Number(active.replaceAll(/\D/g, ''))
	await admin.getByLabel('Minimum remaining shelf life').fill('120')
	const changes = admin.getByRole('list', { name: `What changes from v${story.rules}` })
	await expect(changes).toContainText('90')
	await expect(changes).toContainText('120')
	const tests = admin.getByRole('list', { name: 'Test cases' })
	const red = tests.getByRole('listitem').filter({ hasText: '90 days left passes' })
	await red.getByRole('button', { name: /^Expect / }).click()
	await expect(admin.getByText(/^All \d+ green$/)).toBeVisible()
	await admin.getByRole('button', { name: 'Save as a draft' }).click()
	await expect(admin).toHaveURL(/draft=/)
	await expect(changes).toContainText('120')
	await expectSound(admin, 'a draft of a rule set')
	await picture(admin, 'rules')

	await admin.getByRole('button', { name: 'Ask for approval…' }).click()
	await admin.getByRole('dialog').getByRole('textbox').fill('Cartons lie here for four months on average')
	await admin.getByRole('dialog').getByRole('button', { name: 'Ask for approval' }).click()
	await expect(admin.getByText('In review', { exact: true }).first()).toBeVisible()
	await expect(admin.getByRole('button', { name: 'Approve and publish…' })).toHaveAccessibleDescription(
		/Another compliance admin has to approve it/,
	)
}

/** The other admin finds the draft, reads the same sentence and publishes it with a signature. */
export async function approveAndPublish(story: Story): Promise<void> {
	const second = await story.as('admin2@aurora.example')
	await second.goto('/rules')
	await second.getByRole('link', { name: '1 in review' }).click()
	await second.getByRole('table', { name: 'Versions' }).getByRole('link', { name: 'Draft' }).click()
	await expect(second.getByRole('list', { name: `What changes from v${story.rules}` })).toContainText('120')
	await expect(second.getByText('Cartons lie here for four months on average').first()).toBeVisible()
	await second.getByRole('button', { name: 'Approve and publish…' }).click()
	await sign(second, 'Agreed with planning', 'Sign and publish')
	await expect(second.getByText(`v${story.rules + 1}, Active`).first()).toBeVisible()
}
