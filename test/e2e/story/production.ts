import { expect, type Page } from '@playwright/test'
import { picture } from '../support.ts'
import { readLotPage, type Story } from './cast.ts'

/** Scans a lot at the line. */
async function scan(operator: Page, code: string): Promise<void> {
	await operator.getByLabel('Scan, paste or type the lot').fill(code)
	await operator.getByRole('button', { name: 'Check', exact: true }).click()
}

/** Scans a lot that may be used, and uses some of it. */
async function use(operator: Page, code: string, quantity: string): Promise<void> {
	await scan(operator, code)
	await operator.getByLabel('Quantity used').fill(quantity)
	await operator.getByRole('button', { name: 'Use', exact: true }).click()
	await expect(operator.getByText(new RegExp(`${code}: .*${quantity}.* used`))).toBeVisible()
}

/** The code of a released lot of an item. */
async function releasedLot(story: Story, sku: string): Promise<string> {
	const answer = await (await story.api()).get('/api/v1/lots', {
		params: { item: sku, status: 'released', limit: '1' },
	})
	const body: { items: { code: string }[] } = await answer.json()
	return body.items[0]?.code ?? ''
}

async function startOrder(operator: Page): Promise<void> {
	await operator.goto('/production/new')
	const item = operator.getByLabel('Item')
	await item.selectOption((await item.getByRole('option', { name: /71360949/ }).getAttribute('value')) ?? '')
	await operator.getByLabel('Quantity to make').fill('40')
	await operator.getByLabel('Site').selectOption({ index: 1 })
	await operator.getByRole('textbox', { name: /^Line/ }).fill('L9')
	await operator.getByRole('button', { name: 'Create order' }).click()
	await operator.getByRole('button', { name: 'Start' }).click()
	await expect(operator.getByText(/Started\. Its lot is/)).toBeVisible()
}

/** An order uses the received lot; the lot that may not be used is refused at this step, with the reason. */
export async function makeProduct(story: Story): Promise<void> {
	const operator = await story.as('operator@aurora.example')
	await startOrder(operator)
	await scan(operator, story.late.code)
	await expect(operator.getByText(`Do not use ${story.late.code}`)).toBeVisible()
	await use(operator, story.good.code, '40')
	await use(operator, await releasedLot(story, 'PILOT-BLANK-19'), '40')

	await operator.getByRole('textbox', { name: /^Made/ }).first().fill('40')
	const output = operator.getByRole('button', { name: 'Record output' })
	const form = operator.locator('form').filter({ has: output })
	await form.getByLabel('Equipment').fill('CNC-07')
	await form.getByLabel('Coolant concentration').fill('7.9')
	await form.getByRole('button', { name: 'Add a parameter' }).click()
	await form.getByRole('textbox', { name: 'Name' }).fill('temperature')
	await form.getByRole('textbox', { name: 'Value' }).fill('21.5')
	await form.getByRole('textbox', { name: 'Unit' }).fill('°C')
	await output.click()
	await expect(operator.getByText('Output recorded.')).toBeVisible()
	await operator.getByRole('button', { name: 'Finish and submit for release' }).click()
	await expect(operator.getByText('Finished. The lot waits for release.')).toBeVisible()
	await operator.getByRole('link', { name: 'Open the lot' }).click()
	story.product = await readLotPage(operator)
	await picture(operator, 'lot')
}
