import { expect, test } from '@playwright/test'
import { ITEM } from './definition-life.ts'
import { API_KEY, expectSound, openAs } from './support.ts'

/** One of the newest of the demo that are no longer in stock. */
const USED_UP = 'CX-26-0001'

test('of lots to be held at once, those that cannot be are named and left out by one press', async ({
	browser,
	request,
}) => {
	const made = await request.post('/api/v1/lots', {
		headers: { Authorization: `Bearer ${API_KEY}` },
		data: { item: ITEM, quantity: { value: '5', unit: 'KGM' } },
	})
	expect(made.ok(), await made.text()).toBe(true)
	const sound: string = (await made.json()).code
	const page = await openAs(browser, 'quality@aurora.example')
	await page.goto('/lots')
	for (const code of [sound, USED_UP]) await page.getByRole('checkbox', { name: `Choose ${code}` }).check()
	await page.getByRole('button', { name: 'Hold…' }).click()
	const dialog = page.getByRole('dialog')
	await dialog.getByRole('textbox').fill('Suspected resin')
	await dialog.getByRole('button', { name: 'Hold 2 lots' }).click()
	await expect(dialog.getByRole('alert')).toContainText(USED_UP)
	await expect(dialog.getByRole('alert')).not.toContainText(sound)
	await expectSound(page, 'a bulk hold with one refused')
	await dialog.getByRole('button', { name: 'Leave them out: 1 lot remains' }).click()
	await expect(dialog.getByRole('textbox')).toHaveValue('Suspected resin')
	await dialog.getByRole('button', { name: 'Hold 1 lot', exact: true }).click()
	await expect(dialog).toBeHidden()
	await expect(page.getByRole('row').filter({ hasText: sound })).toContainText('On hold')
	await expect(page.getByRole('row').filter({ hasText: USED_UP })).toContainText('Used up')
	await page.context().close()
})
