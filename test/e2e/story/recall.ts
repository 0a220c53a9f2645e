import { expect } from '@playwright/test'
import { expectFits, expectSound, openBrowser } from '../support.ts'
import { linkInMail, numberInHeading, PRODUCT_GTIN, type Story, sign } from './cast.ts'

const CUSTOMER = 'customer@wuhan-hospital.example'

/** From the supplier's lot the trace finds the product and where it is; both lots go on recall in one action. */
export async function openRecall(story: Story): Promise<void> {
	const manager = await story.as('recall@aurora.example')
	await manager.goto(`/trace?q=${encodeURIComponent(story.good.code)}`)
	await expect(manager.getByText(story.product.code).first()).toBeVisible()
	await manager.goto(`/recalls/new?lot=${story.good.id}`)
	await manager.getByRole('textbox', { name: /^Title/ }).fill(`Cartons lose strength ${story.stamp}`)
	await manager.getByRole('radio', { name: /Class II\b/ }).check()
	await manager.getByRole('textbox', { name: /^Reason/ }).fill('Glue of the cartons fails in damp air')
	await manager.getByRole('button', { name: 'Save the draft' }).click()
	await expect(manager).toHaveURL(/\/recalls\/[0-9a-f-]{36}/)
	story.recall = await numberInHeading(manager)
	await manager.getByRole('button', { name: /Open recall/ }).click()
	await sign(manager, 'Confirmed by the supplier', 'Sign and open')
	await expect(manager.getByText(/The recall is open: 2 lots are recalled/)).toBeVisible()
	await manager.getByRole('button', { name: 'Send 1 notice' }).click()
	await expect(manager.getByText(/1 notice is on its way/)).toBeVisible()
}

/** The public page says it, the case says who has not answered, and the customer answers by the link in the mail. */
export async function answerRecall(story: Story): Promise<void> {
	const everyone = await openBrowser(story.browser, { phone: true })
	await everyone.goto(`/01/${PRODUCT_GTIN}/10/${story.product.code}`)
	await expect(everyone.getByRole('heading', { level: 1, name: 'Recalled: do not use' })).toBeVisible()
	await expect(everyone.getByText(/Stop using/).first()).toBeVisible()
	await expectSound(everyone, 'the page of a recalled lot')

	const manager = await story.as('recall@aurora.example')
	const consignee = manager.getByRole('table', { name: 'Consignees' }).getByRole('row', { name: /C-233/ })
	await manager.reload()
	await expect(consignee).toContainText(/not opened|Not sent yet|not answered/)
	const admin = await story.as('admin@aurora.example')
	const link = await linkInMail(admin, CUSTOMER, /\/answer\//)
	await expect(admin.getByRole('link', { name: new RegExp(`Cartons lose strength ${story.stamp}`) })).toHaveCount(1)

	await everyone.goto(link)
	await expectSound(everyone, 'the page of a recall notice')
	await expectFits(everyone, 'the page of a recall notice')
	await everyone.locator('[name$=".returned"]').fill('10')
	await everyone.locator('[name$=".used"]').fill('15')
	await everyone.locator('[name=answeredBy]').fill('Fang Min, pharmacy')
	await everyone.locator('[name=acknowledged]').check()
	await everyone.getByRole('button', { name: /Send answer|发送|提交/ }).click()
	await expect(everyone.getByRole('button', { name: 'Send correction' })).toBeVisible()
	await everyone.goto(`${link}/notice`)
	await expectSound(everyone, 'the letter of a recall notice')
	await manager.reload()
	await expect(consignee).toContainText('Answered')
	await everyone.context().close()
}
