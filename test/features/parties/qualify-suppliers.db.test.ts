import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { Document } from '#app/features/documents/document.entity.server.ts'
import { listApprovals } from '#app/features/parties/parties.queries.server.ts'
import { qualifySuppliers } from '#app/features/parties/qualify-suppliers.server.ts'
import { requalifyAll } from '#app/features/parties/qualify-suppliers.sweep.server.ts'
import { setApproval } from '#app/features/parties/set-approval.server.ts'
import { loadReceiptFacts } from '#app/features/receiving/load-receipt-facts.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { makeSupplier, onboardSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene() {
	const tenant = await makeTenant()
	const [supplier, item] = [await makeSupplier(tenant), await makeItem(tenant)]
	await onboardSupplier(tenant, supplier.id)
	const admin = await makePerson(tenant, ['compliance_admin'])
	const approve = (status: 'approved' | 'withdrawn' | 'conditional') =>
		actAs(tenant, admin, (ctx) =>
			setApproval(ctx, {
				itemId: item.id,
				partyId: supplier.id,
				status,
				validUntil: undefined,
				supplierSku: null,
			}),
		)
	return { tenant, supplier, item, approve }
}

const certificate = (tenant: TenantInfo, partyId: string, validUntil: string) =>
	withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Document, {
			id: newId(),
			kind: 'quality_certificate',
			number: null,
			title: 'ISO 13485',
			partyId,
			issuedOn: '2024-01-02',
			validUntil,
			visibility: 'internal',
			fileKey: 'test/iso',
			fileName: 'iso.pdf',
			contentType: 'application/pdf',
			size: 10,
			sha256: '0'.repeat(64),
			uploadedBy: null,
		})
		await ctx.em.flush()
	})
const approvals = async (tenant: TenantInfo, partyId: string) =>
	(await withTenantContext(tenant.id, (ctx) => listApprovals(ctx, { partyId }))).rows.map((row) => [
		row.qualification,
		row.reasons.map((reason) => reason.en),
	])
const decisionCount = async (tenant: TenantInfo) =>
	(
		await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ count: number }[]>(
				"select count(*)::int as count from decision where rule_set = 'supplier_qualification'",
			),
		)
	)[0]?.count

dbTest('an approval is qualified at once, and withdrawn it is blocked, with the reason', async () => {
	const { tenant, supplier, approve } = await scene()
	expect(await approve('approved')).toMatchObject({ ok: true })
	expect(await approvals(tenant, supplier.id)).toEqual([['approved', []]])
	await approve('conditional')
	expect((await approvals(tenant, supplier.id))[0]?.[0]).toBe('conditional')
	await approve('withdrawn')
	const [[qualification, reasons] = []] = await approvals(tenant, supplier.id)
	expect(qualification).toBe('blocked')
	expect(String(reasons)).toMatch(/Withdrawn/)
})

dbTest('a certificate that has run out blocks the supplier in the night, once, and its people are told', async () => {
	const { tenant, supplier, approve } = await scene()
	const person = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const quality = await makePerson(tenant, ['quality_reviewer'])
	await approve('approved')
	await certificate(tenant, supplier.id, '2024-12-31')
	await requalifyAll(tenant.id)
	await requalifyAll(tenant.id)
	expect((await approvals(tenant, supplier.id))[0]?.[0]).toBe('blocked')
	expect(await decisionCount(tenant)).toBe(2)
	const told = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ account_id: string }[]>('select account_id from notification where href = ?', [
			`/parties/${supplier.id}`,
		]),
	)
	expect(told.map((row) => row.account_id)).toEqual(expect.arrayContaining([person.id, quality.id]))
	await certificate(tenant, supplier.id, '2099-12-31')
	await requalifyAll(tenant.id)
	expect((await approvals(tenant, supplier.id))[0]?.[0]).toBe('approved')
})

dbTest('receiving looks at the qualification', async () => {
	const { tenant, supplier, item, approve } = await scene()
	await approve('withdrawn')
	const lot = await makeLot(tenant, item, { supplierId: supplier.id })
	const [facts] = await withTenantContext(tenant.id, (ctx) => loadReceiptFacts(ctx, { lotIds: [lot.id] }))
	expect(facts?.facts.supplierItem).toMatchObject({ status: 'withdrawn', qualification: 'blocked' })
})

dbTest('another tenant’s suppliers are not touched, and forbidden roles cannot approve', async () => {
	const { tenant, supplier, item, approve } = await scene()
	await approve('approved')
	const other = await makeTenant()
	expect(await withTenantContext(other.id, (ctx) => qualifySuppliers(ctx, { partyId: supplier.id }))).toMatchObject({
		looked: 0,
	})
	const auditor = await makePerson(tenant, ['auditor'])
	const refused = await actAs(tenant, auditor, (ctx) =>
		setApproval(ctx, {
			itemId: item.id,
			partyId: supplier.id,
			status: 'withdrawn',
			validUntil: undefined,
			supplierSku: null,
		}),
	)
	expect(refused).toEqual({ ok: false, error: { code: 'not-allowed' } })
})
