import { expect } from '@playwright/test'
import { expectFits, expectSound, makeNarrow, makeWide, openBrowser } from '../support.ts'
import { linkInMail, type Story } from './cast.ts'

/** The admin looks at the master data and invites somebody at a supplier; the mail stands in the outbox. */
export async function inviteSupplier(story: Story): Promise<string> {
	const { supplier } = story
	const admin = await story.as('admin@aurora.example')
	for (const [address, name] of [
		['/items', 'TI-6AL4V-R08'],
		['/sites', 'Suzhou'],
	] as const) {
		await admin.goto(address)
		await expect(admin.getByRole('main').getByText(name).first()).toBeVisible()
	}
	await admin.goto('/parties')
	await admin.getByRole('link', { name: /Suzhou Label & Print/ }).click()
	await admin.getByRole('button', { name: /Invite a contact/ }).click()
	const dialog = admin.getByRole('dialog')
	await dialog.getByLabel('E-mail address').fill(supplier.email)
	await dialog.getByLabel('Name').fill(supplier.name)
	await dialog.getByLabel('Language of the mail').selectOption('en')
	await dialog.getByRole('button', { name: 'Send the invitation' }).click()
	await expect(admin.getByText(`${supplier.name} is invited. The mail is on its way.`)).toBeVisible()
	return linkInMail(admin, supplier.email, /\/invitation\//)
}

/** The invited person opens the link, chooses a password and is in. */
export async function acceptInvitation(story: Story, link: string): Promise<void> {
	const { supplier } = story
	const page = await openBrowser(story.browser)
	await page.goto(link)
	await expectSound(page, 'the invitation')
	await makeNarrow(page)
	await expectFits(page, 'the invitation')
	await makeWide(page)
	await page.getByLabel('Your name').fill(supplier.name)
	await page.getByRole('textbox', { name: 'Choose a password' }).fill(supplier.password)
	await page.getByRole('button', { name: 'Join' }).click()
	await expect(page).toHaveURL('/')
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
	story.welcome(supplier.email, page)
}
