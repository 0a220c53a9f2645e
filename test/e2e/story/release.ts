import { expect, type Page } from '@playwright/test'
import { fillSignature, type Story, tinyPdf } from './cast.ts'

/** A laboratory's system adds the certificate of the finished lot. */
async function addCertificate(story: Story): Promise<void> {
	const { id } = story.product
	const answer = await (await story.api()).post('/api/v1/documents', {
		headers: { 'Idempotency-Key': `story-${id}` },
		multipart: {
			file: { name: 'batch.pdf', mimeType: 'application/pdf', buffer: tinyPdf(`Certificate of lot ${id}`) },
			kind: 'certificate_of_conformance',
			title: 'Certificate of conformance',
			number: `COC-${id.slice(-6)}`,
			visibility: 'customer',
			lotId: id,
		},
	})
	expect(answer.status(), await answer.text()).toBe(201)
}

async function openSignature(page: Page, id: string): Promise<void> {
	await page.goto(`/release/${id}`)
	await page.getByRole('button', { name: /^Release/ }).click()
	await fillSignature(page, 'Results complete, batch record reviewed')
}

async function fate(page: Page): Promise<'told' | 'done' | 'waiting'> {
	if ((await page.getByText(/was faster/).count()) > 0) return 'told'
	return (await page.getByRole('dialog').count()) === 0 ? 'done' : 'waiting'
}

/** Results are entered, every condition is met, and two reviewers sign at the same moment: one wins, one is told who did. */
export async function releaseProduct(story: Story): Promise<void> {
	const { id } = story.product
	await addCertificate(story)
	const one = await story.as('quality@aurora.example')
	const other = await story.as('quality2@aurora.example')
	await one.goto(`/release/${id}`)
	await expect(one.getByRole('button', { name: /^Release/ })).toHaveAccessibleDescription(/not all met/)
	await one.goto(`/lots/${id}/results`)
	const values = one.getByRole('textbox', { name: 'Result' })
	await values.nth(0).fill('19.01')
	await values.nth(1).fill('41')
	await one.getByRole('button', { name: 'Record the results' }).click()
	await expect(one.getByText('Every release condition is met. The lot can be signed off.')).toBeVisible()

	const both = [one, other]
	for (const page of both) await openSignature(page, id)
	await Promise.all(both.map((page) => page.getByRole('button', { name: 'Sign and release' }).click()))
	await expect.poll(async () => (await Promise.all(both.map(fate))).toSorted().join(' and ')).toBe('done and told')
	for (const page of both) {
		await page.goto(story.product.address)
		await expect(page.getByText('Released', { exact: true }).first()).toBeVisible()
	}
	const trail = await (await story.api()).get('/api/v1/audit', { params: { subject: id, action: 'lot.release' } })
	expect((await trail.json()).items).toHaveLength(1)
}
