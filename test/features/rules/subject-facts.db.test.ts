import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { loadSupplierFacts } from '#app/features/parties/supplier-facts.queries.server.ts'
import { loadScopeFacts } from '#app/features/recall/scope-facts.queries.server.ts'
import type { Subject } from '#app/features/rules/fact-catalog.model.ts'
import { loadSentNoticeFacts } from '#app/features/rules/load-sent-notice-facts.server.ts'
import { loadSubjectFacts } from '#app/features/rules/load-subject-facts.server.ts'
import { loadNoticeFacts } from '#app/features/rules/notice-facts.queries.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/item.ts'
import { approveSupplier, makeSupplier } from '../../factories/party.ts'
import { makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const SIZES = [1, 50, 500] as const

/** How many statements the loading of `size` records takes, and how many of them were found. */
const counted = (tenant: TenantInfo, load: (ctx: Context) => Promise<{ length: number } | { size: number }>) =>
	withTenantContext(tenant.id, async (ctx) => {
		let statements = 0
		const execute = ctx.em.execute.bind(ctx.em)
		ctx.em.execute = ((...args: Parameters<typeof execute>) => {
			statements += 1
			return execute(...args)
		}) as typeof ctx.em.execute
		const found = await load(ctx)
		return [statements, 'size' in found ? found.size : found.length] as const
	})

dbTest(
	'the facts of 500 records take as many statements as those of one, for every subject',
	async () => {
		const tenant = await makeTenant()
		const [item, supplier] = [await makeItem(tenant), await makeSupplier(tenant)]
		const lots = await withTenantContext(tenant.id, (ctx) =>
			registerLots(
				ctx,
				Array.from({ length: 501 }, () => ({
					item: item.id,
					quantity: { value: '10', unit: 'KGM' },
					manufacturedOn: '2026-10-01',
					expiresOn: '2028-10-01',
					supplierId: supplier.id,
				})),
			),
		)
		if (!lots.ok) throw new Error(lots.error.code)
		const ids = lots.value.map((lot) => lot.id)
		await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute(
				`insert into test_result (id, tenant_id, lot_id, item_id, test, method, unit, value, minimum, maximum, reported, verdict, source, tested_at, recorded_at)
			select gen_random_uuid(), l.tenant_id, l.id, l.item_id, 'Length', '', 'mm', 5, 4, 6, '5', 'pass', 'person', now(), now() from lot l`,
			),
		)
		const approvals: string[] = []
		for (let count = 0; count < 20; count += 1)
			approvals.push(await approveSupplier(tenant, { itemId: (await makeItem(tenant)).id, partyId: supplier.id }))

		const about = { type: 'lot', id: null, label: 'L' }
		const [recall, reviewer] = [newId(), await makePerson(tenant, ['quality_reviewer'])]
		await withTenantContext(tenant.id, async (ctx) => {
			await ctx.em.execute(
				`insert into recall_case (id, tenant_id, created_at, updated_at, version, number, title, recall_class, reason, instructions, seed_lot_ids, scope_kind, status, category)
				values (?, ?, now(), now(), 1, 'R-1', 'x', 'II', 'x', '{"en":"x","zh-CN":"x"}', array[?::text], 'narrow', 'open', 'active')`,
				[recall, tenant.id, ids[0]],
			)
			await ctx.em.execute(
				`insert into recall_lot (tenant_id, recall_id, lot_id, depth, scope, state_before, on_hand, shipped, unit)
				select tenant_id, ?, id, 0, 'narrow', status, on_hand, 0, unit from lot`,
				[recall],
			)
			await ctx.em.execute(
				`insert into notification (id, tenant_id, account_id, dedupe_key, kind, template, subject_type, subject_id, title, href, shown, created_at)
				select gen_random_uuid(), l.tenant_id, ?, l.id::text, 'work', 'lot_held', 'lot', l.id, '{"en":"x","zh-CN":"x"}', '/', true, now() from lot l`,
				[reviewer.id],
			)
		})
		const subjects = [
			'receipt_line',
			'consumption',
			'release',
			'shipment',
			'lot',
			'measurement',
			'lot_data',
			'recall_lot',
		] satisfies Subject[]
		const loads: Record<string, (size: number) => (ctx: Context) => Promise<{ length: number } | { size: number }>> = {
			...Object.fromEntries(
				subjects.map((subject) => [
					subject,
					(size: number) => (ctx: Context) => loadSubjectFacts(ctx, subject, ids.slice(1, size + 1)),
				]),
			),
			sent_notices: (size) => (ctx) => loadSentNoticeFacts(ctx, { itemId: item.id, after: null, limit: size }),
			recall_scope: (size) => (ctx) => {
				const some = ids.slice(0, size)
				const depths = new Map(some.map((id) => [id, 0]))
				return loadScopeFacts(ctx, some.slice(0, 1), { depths, descends: new Set(some), viaRelated: new Set() })
			},
			notice: (size) => (ctx) =>
				loadNoticeFacts(
					ctx,
					ids.slice(0, size).map((lotId) => ({ event: 'lot_held', severity: 'info', about, named: [], lotId })),
				),
		}
		for (const [subject, load] of Object.entries(loads)) {
			const counts = []
			for (const size of SIZES) {
				const [statements, found] = await counted(tenant, load(size))
				expect([subject, found]).toEqual([subject, size])
				counts.push(statements)
			}
			expect([subject, new Set(counts).size]).toEqual([subject, 1])
		}
		const supplierCounts = []
		for (const size of [1, 5, 20]) {
			const [statements, found] = await counted(tenant, (ctx) =>
				loadSupplierFacts(ctx, { approvalIds: approvals.slice(0, size) }),
			)
			expect(found).toBe(size)
			supplierCounts.push(statements)
		}
		expect(new Set(supplierCounts).size).toBe(1)
	},
	240_000,
)
