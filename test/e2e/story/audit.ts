import { expect, type Page } from '@playwright/test'
import type { Story } from './cast.ts'

const entries = (auditor: Page) => auditor.getByRole('table', { name: 'Audit entries, newest first' })

/** Every step of the story stands in the trail, found by its record, and the chain verifies. */
export async function findEveryStep(story: Story): Promise<void> {
	const auditor = await story.as('auditor@aurora.example')
	const steps: [record: string, words: string[]][] = [
		[story.supplier.email, ['Person invited']],
		[story.supplier.name, ['Invitation accepted']],
		['carton-lots.csv', ['File taken in', 'Columns matched', 'File imported']],
		[story.good.code, ['Lot registered', 'Lot received', 'Recalled with a case']],
		[story.delivery, ['Delivery announced', 'Arrival recorded', 'Delivery line received', 'Delivery accepted']],
		[`${story.delivery} / ${story.short.code}`, ['Signed']],
		['receiving_match', ['Rule draft saved', 'Rules submitted', 'Rules approved', 'Signed']],
		[`receiving_match v${story.rules + 1}`, ['Rules published']],
		[story.product.code, ['Production completed', 'Result recorded', 'Signed', 'Released', 'Recalled with a case']],
		[story.shipment, ['Shipment sent']],
		[story.recall, ['Recall opened', 'Signed', 'Recall notice sent', 'Recall notice opened', 'Recall answered']],
	]
	for (const [record, words] of steps) {
		await auditor.goto(`/audit?subject=${encodeURIComponent(record)}`)
		for (const word of words) await expect(entries(auditor).getByText(word, { exact: true }).first()).toBeVisible()
	}
	await auditor.goto('/audit')
	await auditor.getByRole('button', { name: 'Verify the chain' }).click()
	await expect(auditor.getByText('The chain is intact')).toBeVisible()
}

/** Somebody with the database in hand changes one entry: the chain no longer holds, and says at which. */
export async function noticeTampering(story: Story): Promise<void> {
	const auditor = await story.as('auditor@aurora.example')
	await auditor.goto(`/audit?subject=${story.product.id}&action=lot.release`)
	const number = (await entries(auditor).getByRole('link').first().innerText()).replaceAll(/\D/g, '')
	const { port } = new URL(story.baseURL)
	const api = await story.api()
	const done = await api.post(`http://127.0.0.1:${Number(port) + 1}/`, {
		data: [
			'alter table audit_entry disable trigger user',
			'alter table audit_entry no force row level security',
			`update audit_entry set reason = 'Nothing was reviewed' where subject_id = '${story.product.id}' and seq = ${number}`,
			'alter table audit_entry force row level security',
			'alter table audit_entry enable trigger user',
		],
	})
	expect(done.status(), await done.text()).toBe(200)
	await expect
		.poll(
			() =>
				api.get('/readyz').then(
					(answer) => answer.status(),
					() => 0,
				),
			{ timeout: 60_000 },
		)
		.toBe(200)
	await auditor.goto('/audit')
	await auditor.getByRole('button', { name: 'Verify the chain' }).click()
	await expect(auditor.getByText(`The chain does not hold: entry ${number}`)).toBeVisible()
	await expect(auditor.getByText(`The content of entry ${number} is not what was written.`)).toBeVisible()
}
