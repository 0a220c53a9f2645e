import { expect } from '@playwright/test'
import { expectFits, expectSound, openBrowser, picture } from '../support.ts'
import { numberInHeading, openMail, PRODUCT_GTIN, type Story } from './cast.ts'

/** The finished lot goes to a customer, who gets a mail. */
export async function shipProduct(story: Story): Promise<void> {
	const { code } = story.product
	const shipping = await story.as('shipping@aurora.example')
	await shipping.goto('/shipments/new')
	const customer = shipping.getByLabel('Customer')
	await customer.selectOption((await customer.getByRole('option', { name: /C-233/ }).getAttribute('value')) ?? '')
	await shipping.getByLabel('From site').selectOption({ index: 1 })
	await shipping.getByRole('searchbox', { name: 'Find a lot or item' }).fill(code)
	await shipping.getByRole('checkbox', { name: `Ship ${code}` }).check()
	await shipping.getByRole('textbox', { name: new RegExp(`Quantity ${code}`) }).fill('25')
	await shipping.getByRole('button', { name: 'Plan shipment' }).click()
	await expect(shipping).toHaveURL(/\/shipments\/[0-9a-f-]{36}/)
	story.shipment = await numberInHeading(shipping)
	await shipping.getByRole('button', { name: 'Ship', exact: true }).click()
	await expect(shipping.getByText(/Sent\. The customer/)).toBeVisible()
	await openMail(await story.as('admin@aurora.example'), /customer@wuhan-hospital\.example/)
}

/** What the code on the label leads to: a page for everybody, in the reader's language, and nothing that is nobody's business. */
export async function readLabel(story: Story): Promise<void> {
	const shipping = await story.as('shipping@aurora.example')
	await shipping.goto(`${story.product.address}/label`)
	const label =
		(await shipping
			.getByRole('img', { name: /\/01\// })
			.first()
			.getAttribute('alt')) ?? ''
	const address = `/01/${PRODUCT_GTIN}/10/${story.product.code}`
	expect(label).toContain(address)

	const english = await openBrowser(story.browser, { phone: true })
	await english.goto(address)
	await expect(english.getByRole('heading', { level: 1, name: 'This lot is released and may be used' })).toBeVisible()
	await expect(english.getByText('EMPERION').first()).toBeVisible()
	await expect(english.getByText('Suzhou Label & Print')).toHaveCount(0)
	await expectSound(english, 'the page of a released lot')
	await expectFits(english, 'the page of a released lot')
	await picture(english, 'provenance-phone')
	await english.context().close()

	const chinese = await openBrowser(story.browser, { language: 'zh-CN', mode: 'dark', phone: true })
	await chinese.goto(address)
	await expect(chinese.locator('html')).toHaveAttribute('lang', 'zh-CN')
	await expect(chinese.getByRole('heading', { level: 1 })).toContainText('放行')
	await expectSound(chinese, 'the page of a released lot in Chinese')
	await chinese
		.getByRole('button', { name: 'English' })
		.or(chinese.getByRole('link', { name: 'English' }))
		.click()
	await expect(chinese.getByRole('heading', { level: 1, name: 'This lot is released and may be used' })).toBeVisible()
	await chinese.context().close()
}

/** The customer sees what was shipped to them, and nothing else. */
export async function seeOnlyOwn(story: Story): Promise<void> {
	const { product, good } = story
	const customer = await story.as('customer@wuhan-hospital.example')
	await customer.goto('/received')
	await customer.getByRole('main').getByRole('link').first().click()
	await expect(customer.getByText(product.code).first()).toBeVisible()
	const shipping = await story.as('shipping@aurora.example')
	await shipping.goto('/shipments')
	const foreign = shipping
		.getByRole('row')
		.filter({ hasNotText: /Wuhan Riverside|Customer/ })
		.getByRole('link')
		.first()
	const shipment = ((await foreign.getAttribute('href')) ?? '').replace('/shipments/', '')
	expect(shipment).toMatch(/^[0-9a-f-]{36}$/)
	for (const address of [`/received/${shipment}`, good.address, `${good.address}/certificate`])
		expect((await customer.goto(address))?.status(), address).toBe(404)
}
