import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { consigneesOf } from '#app/features/genealogy/trace.queries.server.ts'
import { readCase } from '#app/features/recall/case.queries.server.ts'
import { readNotices } from '#app/features/recall/case-notices.queries.server.ts'
import { readScope } from '#app/features/recall/case-scope.queries.server.ts'
import { draftRecall } from '#app/features/recall/draft-recall.server.ts'
import { expandRecall } from '#app/features/recall/expand-recall.server.ts'
import { openRecall } from '#app/features/recall/open-recall.server.ts'
import { previewScope } from '#app/features/recall/preview-scope.server.ts'
import { listRecalls } from '#app/features/recall/recall.queries.server.ts'
import { readRecallPage } from '#app/features/recall/recall-page.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	draftOf,
	linkLots,
	makeChain,
	makeOpenRecall,
	placeLot,
	shipLots,
	signatureOf,
} from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { publishChanged } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const statusOf = async (ctx: Context, id: string) =>
	(await ctx.em.execute<{ status: string }[]>('select status from lot where id = ?', [id]))[0]?.status
const lot = 'lots' as const

dbTest('finds every derived lot and every consignee, and puts all of them on recall in one action', async () => {
	const tenant = await makeTenant()
	const manager = await makePerson(tenant, ['recall_manager'])
	const chain = await makeChain(tenant)
	const preview = await actAs(tenant, manager, (ctx) => previewScope(ctx, [chain.seed.id]))
	expect(preview[lot]).toBe(4)
	expect(preview.consignees.map((party) => party.id).sort()).toEqual([chain.east.id, chain.west.id].sort())

	const id = await makeOpenRecall(tenant, manager, [chain.seed])
	await actAs(tenant, manager, async (ctx) => {
		const scope = await readScope(ctx, id, 100)
		expect(scope.map((row) => [row.code, row.depth, row.stateBefore, row.status])).toEqual([
			['BAR-1', 0, 'released', 'recalled'],
			['BLK-1', 1, 'consumed', 'recalled'],
			['ROD-1', 2, 'shipped', 'recalled'],
			['ROD-2', 2, 'shipped', 'recalled'],
		])
		expect(scope.find((row) => row.code === 'ROD-1')?.shipped).toBe('80')
		expect(await statusOf(ctx, chain.other.id)).toBe('shipped')
		const notices = await readNotices(ctx, id)
		const lines = Object.fromEntries(
			notices.map((notice) => [notice.party.id, notice.lines.map((line) => [line.code, line.shipped])]),
		)
		expect(lines).toEqual({
			[chain.east.id]: [
				['ROD-1', '60'],
				['ROD-2', '40'],
			],
			[chain.west.id]: [['ROD-1', '20']],
		})
		const found = await readCase(ctx, id)
		expect(found).toMatchObject({ status: 'open', number: 'RC-2026-001', openedBy: manager.name })
		expect(Date.parse(found?.reportDueAt ?? '') - Date.parse(found?.openedAt ?? '')).toBe(3 * 86_400_000)
		const entries = await ctx.em.execute<{ action: string }[]>(
			`select action from audit_entry where subject_type = 'lot' and action = 'lot.recall_by_case'`,
		)
		expect(entries).toHaveLength(4)
		const [event] = await ctx.em.execute<{ n: number }[]>(
			`select count(*)::int as n from trace_event e join trace_event_lot x on x.event_id = e.id where e.kind = 'recall'`,
		)
		expect(event?.n).toBe(4)
	})
})

dbTest('waits for the second person where the workflow asks for two, and freezes nothing before', async () => {
	const tenant = await makeTenant()
	await publishChanged(tenant, 'recall', (definition) => {
		const step = definition.transitions.find(({ key }) => key === 'open')
		if (step) step.approval = { quorum: 2, roles: ['recall_manager'], expires: 'P3D' }
	})
	const [first, second] = [await makePerson(tenant, ['recall_manager']), await makePerson(tenant, ['recall_manager'])]
	const chain = await makeChain(tenant)
	const drafted = await actAs(tenant, first, (ctx) => draftRecall(ctx, draftOf([chain.seed])))
	if (!drafted.ok) throw new Error(drafted.error.code)
	const { id } = drafted.value
	const open = async (person: typeof first) => {
		const signature = await signatureOf(person)
		return actAs(tenant, person, (ctx) => openRecall(ctx, { recallId: id, signature }))
	}
	expect(await open(first)).toMatchObject({ ok: true, value: { have: 1, need: 2 } })
	expect(await actAs(tenant, first, (ctx) => statusOf(ctx, chain.seed.id))).toBe('released')
	const waiting = await actAs(tenant, second, (ctx) => readRecallPage(ctx, id))
	expect(waiting).toMatchObject({
		state: { key: 'draft' },
		approvals: [{ transition: 'open', have: 1, need: 2, given: [{ approver: first.name }] }],
	})
	expect(waiting?.steps.find((step) => step.key === 'open')?.blockers).toEqual([])
	expect(await open(first)).toMatchObject({ ok: false, error: { code: 'transition-refused' } })
	expect(await open(second)).toMatchObject({ ok: true, value: { lots: 4 } })
	expect(await actAs(tenant, first, (ctx) => statusOf(ctx, chain.seed.id))).toBe('recalled')
})

dbTest('counts a consignee of a shipping event that has no shipment', async () => {
	const tenant = await makeTenant()
	const manager = await makePerson(tenant, ['recall_manager'])
	const chain = await makeChain(tenant)
	await actAs(tenant, manager, (ctx) =>
		ctx.em.execute(
			`with e as (insert into trace_event (id, tenant_id, kind, event_time, time_zone_offset, recorded_at, actor_name, party_id) values (?, ?, 'ship', now(), '+08:00', now(), 'ERP', ?) returning id)
			insert into trace_event_lot (event_id, lot_id, role, tenant_id, quantity, unit) select id, ?, 'input', ?, 5, 'H87' from e`,
			[newId(), tenant.id, chain.west.id, chain.second.id, tenant.id],
		),
	)
	const id = await makeOpenRecall(tenant, manager, [chain.second])
	const notices = await actAs(tenant, manager, (ctx) => readNotices(ctx, id))
	expect(notices.map((notice) => [notice.party.id, notice.lines[0]?.shipped]).sort()).toEqual(
		[
			[chain.east.id, '40'],
			[chain.west.id, '5'],
		].sort(),
	)
	const traced = await actAs(tenant, manager, (ctx) => consigneesOf(ctx, [chain.second.id]))
	expect(traced.map((one) => [one.party.id, one.shipped.value, one.shipments.length]).sort()).toEqual(
		[
			[chain.east.id, '40', 1],
			[chain.west.id, '5', 0],
		].sort(),
	)
})

dbTest('counts no shipping event that a later one put right, in the trace as in the recall', async () => {
	const tenant = await makeTenant()
	const manager = await makePerson(tenant, ['recall_manager'])
	const chain = await makeChain(tenant)
	const [wrong, right] = [newId(), newId()]
	const found = await actAs(tenant, manager, async (ctx) => {
		for (const [id, corrects, quantity] of [
			[wrong, null, 9],
			[right, wrong, 6],
		] as const)
			await ctx.em.execute(
				`with e as (insert into trace_event (id, tenant_id, kind, event_time, time_zone_offset, recorded_at, actor_name, party_id, corrects_id) values (?, ?, 'ship', now(), '+08:00', now(), 'ERP', ?, ?) returning id)
				insert into trace_event_lot (event_id, lot_id, role, tenant_id, quantity, unit) select id, ?, 'input', ?, ?, 'H87' from e`,
				[id, tenant.id, chain.west.id, corrects, chain.second.id, tenant.id, quantity],
			)
		return consigneesOf(ctx, [chain.second.id])
	})
	const ofWest = found.filter((one) => one.party.id === chain.west.id)
	expect(ofWest.map((one) => one.shipped.value)).toEqual(['6'])
	const id = await makeOpenRecall(tenant, manager, [chain.second])
	const notices = await actAs(tenant, manager, (ctx) => readNotices(ctx, id))
	expect(notices.find((notice) => notice.party.id === chain.west.id)?.lines[0]?.shipped).toBe('6')
})

dbTest('reports lots that are recalled already, and keeps them in both scopes', async () => {
	const tenant = await makeTenant()
	const manager = await makePerson(tenant, ['recall_manager'])
	const chain = await makeChain(tenant)
	await makeOpenRecall(tenant, manager, [chain.first])
	const drafted = await actAs(tenant, manager, (ctx) => draftRecall(ctx, draftOf([chain.seed])))
	const signature = await signatureOf(manager)
	const opened = await actAs(tenant, manager, (ctx) =>
		openRecall(ctx, { recallId: drafted.ok ? drafted.value.id : '', signature }),
	)
	expect(opened).toMatchObject({ ok: true, value: { lots: 4, alreadyRecalled: [{ label: 'ROD-1' }] } })
})

dbTest('of two who open one recall at once, one wins and the other is told', async () => {
	const tenant = await makeTenant()
	const [anna, ben] = [await makePerson(tenant, ['recall_manager']), await makePerson(tenant, ['recall_manager'])]
	const chain = await makeChain(tenant)
	const drafted = await actAs(tenant, anna, (ctx) => draftRecall(ctx, draftOf([chain.seed])))
	const recallId = drafted.ok ? drafted.value.id : ''
	const [a, b] = [await signatureOf(anna), await signatureOf(ben)]
	const both = await Promise.all([
		actAs(tenant, anna, (ctx) => openRecall(ctx, { recallId, signature: a })),
		actAs(tenant, ben, (ctx) => openRecall(ctx, { recallId, signature: b })),
	])
	expect(both.filter((result) => result.ok)).toHaveLength(1)
	expect(both.find((result) => !result.ok)).toMatchObject({
		error: { code: 'transition-refused', refusals: [{ code: 'state' }] },
	})
})

dbTest('refuses to open without a signature, without the role, for another tenant, and changes nothing', async () => {
	const tenant = await makeTenant()
	const [manager, reviewer] = [
		await makePerson(tenant, ['recall_manager']),
		await makePerson(tenant, ['quality_reviewer']),
	]
	const chain = await makeChain(tenant)
	const drafted = await actAs(tenant, manager, (ctx) => draftRecall(ctx, draftOf([chain.seed])))
	const recallId = drafted.ok ? drafted.value.id : ''
	const unsigned = await actAs(tenant, manager, (ctx) => openRecall(ctx, { recallId }))
	expect(unsigned).toMatchObject({ ok: false, error: { refusals: [{ code: 'signature' }] } })
	const signature = await signatureOf(reviewer)
	const wrongRole = await actAs(tenant, reviewer, (ctx) => openRecall(ctx, { recallId, signature }))
	expect(wrongRole).toMatchObject({ ok: false, error: { refusals: [{ code: 'permission' }] } })
	const foreign = await makeTenant()
	const stranger = await makePerson(foreign, ['recall_manager'])
	const theirs = await signatureOf(stranger)
	expect(await actAs(foreign, stranger, (ctx) => openRecall(ctx, { recallId, signature: theirs }))).toEqual({
		ok: false,
		error: { code: 'unknown-recall' },
	})
	expect(await actAs(foreign, stranger, (ctx) => listRecalls(ctx, { limit: 10 }))).toMatchObject({ items: [] })
	expect(await actAs(foreign, stranger, (ctx) => draftRecall(ctx, draftOf([chain.seed])))).toEqual({
		ok: false,
		error: { code: 'unknown-lot' },
	})
	await actAs(tenant, manager, async (ctx) => {
		expect(await statusOf(ctx, chain.first.id)).toBe('shipped')
		expect((await readCase(ctx, recallId))?.status).toBe('draft')
		expect(await readScope(ctx, recallId, 10)).toEqual([])
	})
})

dbTest('refuses a draft by a role that may not recall', async () => {
	const tenant = await makeTenant()
	const operator = await makePerson(tenant, ['operator'])
	const chain = await makeChain(tenant)
	expect(await actAs(tenant, operator, (ctx) => draftRecall(ctx, draftOf([chain.seed])))).toEqual({
		ok: false,
		error: { code: 'forbidden' },
	})
})

dbTest('expands: takes in what is new, and lets those concerned be told again', async () => {
	const tenant = await makeTenant()
	const manager = await makePerson(tenant, ['recall_manager'])
	const chain = await makeChain(tenant)
	const bar = await placeLot(tenant, chain.bar, { code: 'BAR-2' })
	const rod = await placeLot(tenant, chain.rod, { code: 'ROD-5', state: 'shipped' })
	await linkLots(tenant, bar, rod)
	await shipLots(tenant, chain.east, chain.site.id, [{ lot: rod, quantity: '3' }])
	const recallId = await makeOpenRecall(tenant, manager, [chain.seed])
	const again = await signatureOf(manager)
	expect(
		await actAs(tenant, manager, (ctx) =>
			expandRecall(ctx, { recallId, seedLotIds: [chain.middle.id], signature: again }),
		),
	).toEqual({ ok: false, error: { code: 'nothing-new' } })
	expect(
		await actAs(tenant, manager, (ctx) => expandRecall(ctx, { recallId, seedLotIds: [newId()], signature: again })),
	).toEqual({ ok: false, error: { code: 'unknown-lot' } })
	const expanded = await actAs(tenant, manager, (ctx) =>
		expandRecall(ctx, { recallId, seedLotIds: [bar.id], signature: again }),
	)
	expect(expanded).toMatchObject({ ok: true, value: { lots: 2, notices: 1 } })
	await actAs(tenant, manager, async (ctx) => {
		expect((await readScope(ctx, recallId, 100)).map((row) => row.code)).toEqual([
			'BAR-1',
			'BAR-2',
			'BLK-1',
			'ROD-5',
			'ROD-1',
			'ROD-2',
		])
		const east = (await readNotices(ctx, recallId)).find((notice) => notice.party.id === chain.east.id)
		expect(east?.lines.map((line) => line.code)).toEqual(['ROD-1', 'ROD-2', 'ROD-5'])
		expect((await readCase(ctx, recallId))?.seedLotIds).toEqual([chain.seed.id, bar.id])
	})
})
