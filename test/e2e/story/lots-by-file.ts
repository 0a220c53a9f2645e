import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { expectFits, expectSound, makeNarrow, makeWide, picture } from '../support.ts'
import type { Story } from './cast.ts'

const FILE = 'test/fixtures/supplier-files/carton-lots.csv'

/** What is wrong in the file, as it stands there and as the supplier corrects it. */
const CORRECTIONS: [row: string, wrong: string, right: string][] = [
	['8', 'LABEL-UDI-A6,,', 'LABEL-UDI-A6,ZH-2509-007,'],
	['16', '12OO', '1500'],
	['23', '2024-09-23', '2035-09-23'],
	['32', 'CARTON-S9', 'LABEL-UDI-A6'],
	['45', 'ZH-2509-041', 'ZH-2509-044'],
]

const columnChoice = (page: Page, column: string) => page.getByLabel(`Field for column ${column}`)

async function upload(
	supplier: Page,
	file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
	await supplier.goto('/imports/new')
	await supplier.locator('input[type=file]').setInputFiles(file)
	await supplier.getByRole('button', { name: 'Read the file' }).click()
	await expect(supplier).toHaveURL(/\/imports\/[0-9a-f-]{36}$/)
}

/** A Chinese list: what was found in it, the columns with one corrected, a dry run, the good rows, the bad rows as a file. */
export async function importFile(story: Story): Promise<string> {
	const supplier = await story.as(story.supplier.email)
	await upload(supplier, FILE)
	await expect(supplier.getByText('Columns to confirm')).toBeVisible()
	await expect(supplier.getByText('GB18030')).toBeVisible()
	await expect(supplier.getByText('60 rows, 7 columns')).toBeVisible()
	for (const [column, field] of [
		['物料编码', 'itemSku'],
		['批号', 'supplierLot'],
		['有效期至', 'expiresOn'],
		['规格', 'itemName'],
	] as const)
		await expect(columnChoice(supplier, column)).toHaveValue(field)
	await columnChoice(supplier, '规格').selectOption('comment')
	await supplier.getByRole('button', { name: 'Run the dry run' }).click()

	await expect(supplier.getByText('Ready to import')).toBeVisible()
	const problems = supplier.getByRole('table', { name: 'Problems by row' })
	for (const [row, wrong] of CORRECTIONS)
		await expect(problems.getByRole('row', { name: new RegExp(`^${row} `) })).toContainText(
			wrong.includes(',') ? '(empty)' : wrong,
		)
	await expect(problems).toContainText('Error: ')
	await picture(supplier, 'import', 1240)
	await expectSound(supplier, 'an import after its dry run')
	await makeNarrow(supplier)
	await expectFits(supplier, 'an import after its dry run')
	await makeWide(supplier)
	await expect(supplier.getByRole('button', { name: 'All or nothing' })).toHaveAccessibleDescription(
		/5 rows have errors/,
	)

	await leaveAndFindAgain(supplier, 'Ready to import')
	await supplier.getByRole('button', { name: 'Import 55 rows' }).click()
	await expect(supplier.getByRole('progressbar').or(supplier.getByText('55 lots imported')).first()).toBeVisible()
	await leaveAndFindAgain(supplier, /Importing|Imported/)
	await expect(supplier.getByText('55 lots imported')).toBeVisible()
	const download = supplier.waitForEvent('download')
	await supplier.getByRole('link', { name: 'Download bad rows' }).click()
	return readFile(await (await download).path(), 'utf8')
}

/** Goes elsewhere and comes back by the list of imports. */
async function leaveAndFindAgain(supplier: Page, status: string | RegExp): Promise<void> {
	await supplier.goto('/')
	await supplier.getByRole('navigation').getByRole('link', { name: 'Imports' }).click()
	const row = supplier.getByRole('row', { name: /carton-lots\.csv/ })
	await expect(row).toContainText(status)
	await row.getByRole('link', { name: 'carton-lots.csv' }).click()
	await expect(supplier.getByRole('heading', { level: 1 })).toHaveText('Import: carton-lots.csv')
}

/** The bad rows, corrected, come in as a file of their own; what was chosen for the columns is remembered. */
export async function importCorrectedRows(story: Story, badRows: string): Promise<void> {
	const supplier = await story.as(story.supplier.email)
	let corrected = badRows
	for (const [row, wrong, right] of CORRECTIONS) {
		const line = corrected.split('\r\n').find((one) => one.startsWith(`${row},`)) ?? ''
		expect(line, `row ${row} of the bad rows`).toContain(wrong)
		corrected = corrected.replace(line, line.replace(wrong, right))
	}
	await upload(supplier, { name: 'carton-lots-corrected.csv', mimeType: 'text/csv', buffer: Buffer.from(corrected) })
	await expect(supplier.getByText('Columns to confirm')).toBeVisible()
	await expect(columnChoice(supplier, '规格')).toHaveValue('comment')
	await expect(supplier.getByText('Remembered for this header').first()).toBeVisible()
	await supplier.getByRole('button', { name: 'Run the dry run' }).click()
	await expect(supplier.getByText('Every row can be imported.')).toBeVisible()
	await supplier.getByRole('button', { name: 'All or nothing' }).click()
	await expect(supplier.getByText('5 lots imported')).toBeVisible()
	await expect(supplier.getByText('Every row of the file is in.')).toBeVisible()
}
