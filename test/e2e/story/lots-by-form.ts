import { expect } from '@playwright/test'
import { dayFromNow, type KnownLot, readLotPage, type Story, tinyPdf } from './cast.ts'

/** The supplier registers a lot of cartons by form, with its certificate. */
export async function registerLot(story: Story, supplierLot: string, daysLeft: number): Promise<KnownLot> {
	const supplier = await story.as(story.supplier.email)
	await supplier.goto('/lots/new')
	const item = supplier.getByLabel('Item', { exact: false }).first()
	await item.selectOption((await item.getByRole('option', { name: /CARTON-S2/ }).getAttribute('value')) ?? '')
	await supplier.getByLabel('Your lot code').fill(supplierLot)
	await supplier.getByRole('textbox', { name: /^Quantity/ }).fill('200')
	await supplier.getByLabel('Made on').fill(dayFromNow(-20))
	await supplier.getByLabel('Expires on').fill(dayFromNow(daysLeft))
	await supplier.getByLabel('File').setInputFiles({
		name: `certificate-${supplierLot}.pdf`,
		mimeType: 'application/pdf',
		buffer: tinyPdf(`Certificate of ${supplierLot}`),
	})
	await supplier.getByRole('textbox', { name: 'Number', exact: true }).fill(`COC-${supplierLot}`)
	await supplier.getByRole('button', { name: 'Register lot' }).first().click()
	const lot = await readLotPage(supplier)
	await expect(supplier.getByText(supplierLot).first()).toBeVisible()
	return lot
}
