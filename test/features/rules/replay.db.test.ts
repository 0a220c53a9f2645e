import { expect, vi } from 'vitest'
import { err } from '#app/core/result.ts'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import * as compiledWay from '#app/features/rules/evaluate-compiled.ts'
import { cancelReplay } from '#app/features/rules/replay/cancel-replay.server.ts'
import { readFlipPage } from '#app/features/rules/replay/flip-page.server.ts'
import {
	concernsOfReplay,
	lastReplayOf,
	listFlips,
	listReplays,
	readReplay,
} from '#app/features/rules/replay/replay.queries.server.ts'
import { runReplayJob } from '#app/features/rules/replay/run-replay.job.server.ts'
import { startReplay } from '#app/features/rules/replay/start-replay.server.ts'
import { type RuleSet, ruleSetSchema } from '#app/features/rules/rule-set.schema.ts'
import { saveRuleSetDraft } from '#app/features/rules/save-rule-set-draft.server.ts'
import { listThresholds, withThreshold } from '#app/features/rules/thresholds.ts'
import { beginPilot } from '#app/platform/definitions/begin-pilot.server.ts'
import { withdrawPilot } from '#app/platform/definitions/change-pilot.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import { publishDraft } from '#app/platform/definitions/publish-draft.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeParty } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const KEY = 'release_gate'
const jobRun = (lastAttempt = false) => ({
	id: 'job',
	attempt: 1,
	lastAttempt,
	signal: new AbortController().signal,
})

/** Facts of a release that hangs on its mass balance alone. */
const facts = (accounted: number) => ({
	lot: { code: 'X', status: 'pending_release' },
	results: { requiredCount: 1, missingCount: 0, failedCount: 0, undecidedCount: 0 },
	deviations: { openCount: 0 },
	documents: { requiredCount: 0, missingCount: 0, expiredCount: 0 },
	lotData: { complete: true },
	genealogy: {
		inputCount: 1,
		unacceptableInputCount: 0,
		inputQuantity: { value: '100', unit: 'KGM' },
		accountedQuantity: { value: String(accounted), unit: 'KGM' },
	},
})

async function content(tenant: TenantInfo): Promise<RuleSet> {
	const active = await withTenantContext(tenant.id, (ctx) => readDefinition(ctx, 'rule-set', { key: KEY, number: 1 }))
	return ruleSetSchema.parse(active?.content)
}

/** A draft that allows this difference in the balance. */
async function draftWith(tenant: TenantInfo, author: TestPerson, percent: number): Promise<string> {
	const active = await content(tenant)
	const [threshold] = listThresholds(active, DEFAULT_CATALOGS[active.subject])
	const changed = withThreshold(active, threshold?.pointer ?? '', percent)
	if (!changed.ok) throw new Error(changed.error.code)
	const saved = await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content: changed.value }))
	if (!saved.ok) throw new Error(saved.error.code)
	return saved.value.id
}

async function decideAll(tenant: TenantInfo, amounts: readonly number[], lotIds: readonly string[] = []) {
	await withTenantContext(tenant.id, async (ctx) => {
		for (const [index, amount] of amounts.entries()) {
			const lotId = lotIds[index] ?? null
			const subject = { type: 'lot', id: lotId ?? crypto.randomUUID() }
			await decideByRules(ctx, { ruleSet: KEY, subject, lotId, facts: facts(amount) })
		}
	})
}

async function admin() {
	const tenant = await makeTenant()
	return { tenant, author: await makePerson(tenant, ['compliance_admin']) }
}

const last = (count: number) => ({ kind: 'decisions', last: count }) as const

async function started(tenant: TenantInfo, author: TestPerson, draftId: string, scope: ReturnType<typeof last>) {
	const begun = await actAs(tenant, author, (ctx) => startReplay(ctx, { key: KEY, candidate: { draftId }, scope }))
	if (!begun.ok) throw new Error(begun.error.code)
	return begun.value.id
}

const read = (tenant: TenantInfo, id: string) => withTenantContext(tenant.id, (ctx) => readReplay(ctx, id))

dbTest('a replay names every real decision that would come out otherwise, with both explanations', async () => {
	const { tenant, author } = await admin()
	const supplier = await makeParty(tenant)
	const item = await makeItem(tenant)
	const lots = [
		await makeLot(tenant, item, { supplierId: supplier.id, quantity: { value: '40', unit: 'KGM' } }),
		await makeLot(tenant, item),
	]
	await decideAll(
		tenant,
		[96, 96, 99.9, 50],
		lots.map((lot) => lot.id),
	)
	const id = await started(tenant, author, await draftWith(tenant, author, 5), last(100))
	await runReplayJob.handle(tenant.id, { replayId: id }, jobRun())
	expect(await read(tenant, id)).toMatchObject({
		status: 'done',
		total: 4,
		processed: 4,
		flipped: 2,
		transitions: { 'block>pass': 2 },
		rechecked: 2,
		baseNumber: 1,
	})
	await withTenantContext(tenant.id, async (ctx) => {
		const { items } = await listFlips(ctx, id, { limit: 10 })
		expect(items.map((flip) => [flip.before, flip.after, flip.rules.length])).toEqual([
			['block', 'pass', 1],
			['block', 'pass', 1],
		])
		expect(items.map((flip) => flip.lot?.id).toSorted()).toEqual(lots.map((lot) => lot.id).toSorted())
		const page = await readFlipPage(ctx, id, items[0]?.position ?? -1)
		expect(page?.before).toMatchObject({ outcome: 'block' })
		expect(page?.after).toMatchObject({ outcome: 'pass' })
		const { rows: concerns } = await concernsOfReplay(ctx, id)
		expect(concerns.reduce((sum, concern) => sum + concern.lots, 0)).toBe(2)
		expect(concerns.find((concern) => concern.party?.id === supplier.id)).toMatchObject({
			quantities: [{ value: '40', unit: 'KGM' }],
		})
	})
})

dbTest('the page of changes is read a piece at a time, and by how the outcome changes', async () => {
	const { tenant, author } = await admin()
	await decideAll(tenant, [96, 96, 96])
	const id = await started(tenant, author, await draftWith(tenant, author, 5), last(2))
	await runReplayJob.handle(tenant.id, { replayId: id }, jobRun())
	await withTenantContext(tenant.id, async (ctx) => {
		const first = await listFlips(ctx, id, { limit: 1 })
		expect(first.nextCursor).toBe(0)
		const second = await listFlips(ctx, id, { limit: 1, cursor: 0 })
		expect(second).toMatchObject({ nextCursor: null, items: [{ position: 1 }] })
		const none = await listFlips(ctx, id, { limit: 5, outcomes: { before: 'pass', after: 'block' } })
		expect(none.items).toEqual([])
	})
})

dbTest('lots of an item are judged as they stand', async () => {
	const { tenant, author } = await admin()
	const item = await makeItem(tenant)
	for (let count = 0; count < 3; count += 1) await makeLot(tenant, item)
	await makeLot(tenant, await makeItem(tenant))
	const draftId = await draftWith(tenant, author, 5)
	const begun = await actAs(tenant, author, (ctx) =>
		startReplay(ctx, { key: KEY, candidate: { draftId }, scope: { kind: 'item', itemId: item.id } }),
	)
	if (!begun.ok) throw new Error(begun.error.code)
	await runReplayJob.handle(tenant.id, { replayId: begun.value.id }, jobRun())
	expect(await read(tenant, begun.value.id)).toMatchObject({
		status: 'done',
		total: 3,
		processed: 3,
		item: { sku: item.sku },
	})
})

dbTest('the engine judges a sample too, and a difference stops the replay', async () => {
	const { tenant, author } = await admin()
	await decideAll(tenant, [96])
	const id = await started(tenant, author, await draftWith(tenant, author, 5), last(10))
	const real = compiledWay.compileTogether
	const wrong = vi.spyOn(compiledWay, 'compileTogether').mockImplementation((versions) => {
		const together = real(versions)
		const evaluators = together.evaluators.map((one) => ({
			...one,
			decide: (...given: Parameters<typeof one.decide>) => ({ ...one.decide(...given), outcome: 'warn' }),
		}))
		return { ...together, evaluators }
	})
	try {
		await runReplayJob.handle(tenant.id, { replayId: id }, jobRun())
	} finally {
		wrong.mockRestore()
	}
	expect(await read(tenant, id)).toMatchObject({ status: 'failed', error: { code: 'engine-differs' }, flipped: 0 })
})

dbTest('a waiting replay is cancelled at once, a running one after the set in hand', async () => {
	const { tenant, author } = await admin()
	await decideAll(tenant, [96])
	const draftId = await draftWith(tenant, author, 5)
	const waiting = await started(tenant, author, draftId, last(10))
	expect(await actAs(tenant, author, (ctx) => cancelReplay(ctx, waiting))).toMatchObject({ ok: true })
	expect(await read(tenant, waiting)).toMatchObject({ status: 'cancelled' })
	await runReplayJob.handle(tenant.id, { replayId: waiting }, jobRun())
	expect(await read(tenant, waiting)).toMatchObject({ status: 'cancelled', processed: 0 })
	const running = await started(tenant, author, draftId, last(10))
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(`update rule_replay set status = 'running' where id = ?`, [running]),
	)
	await actAs(tenant, author, (ctx) => cancelReplay(ctx, running))
	await runReplayJob.handle(tenant.id, { replayId: running }, jobRun())
	expect(await read(tenant, running)).toMatchObject({ status: 'cancelled', flipped: 0 })
	expect(await actAs(tenant, author, (ctx) => cancelReplay(ctx, running))).toEqual(err({ code: 'ended' }))
})

dbTest('a replay that was interrupted begins anew and counts nothing twice', async () => {
	const { tenant, author } = await admin()
	await decideAll(tenant, [96, 50])
	const id = await started(tenant, author, await draftWith(tenant, author, 5), last(10))
	const stopped = AbortSignal.abort()
	await expect(runReplayJob.handle(tenant.id, { replayId: id }, { ...jobRun(), signal: stopped })).rejects.toThrow()
	expect(await read(tenant, id)).toMatchObject({ status: 'running' })
	await runReplayJob.handle(tenant.id, { replayId: id }, jobRun())
	expect(await read(tenant, id)).toMatchObject({ status: 'done', processed: 2, flipped: 1 })
	const given = await started(tenant, author, await draftWith(tenant, author, 6), last(10))
	await expect(
		runReplayJob.handle(tenant.id, { replayId: given }, { ...jobRun(true), signal: stopped }),
	).rejects.toThrow()
	expect(await read(tenant, given)).toMatchObject({ status: 'failed', error: { code: 'interrupted' } })
})

dbTest('the last replay is kept with its draft', async () => {
	const { tenant, author } = await admin()
	await decideAll(tenant, [96])
	const draftId = await draftWith(tenant, author, 5)
	const id = await started(tenant, author, draftId, last(10))
	await withTenantContext(tenant.id, async (ctx) => {
		expect(await lastReplayOf(ctx, draftId)).toMatchObject({ id, candidate: { id: draftId, number: null } })
		expect(await lastReplayOf(ctx, crypto.randomUUID())).toBeNull()
		expect((await listReplays(ctx, KEY)).rows).toHaveLength(1)
	})
})

dbTest('refuses what cannot be replayed, each for its reason', async () => {
	const { tenant, author } = await admin()
	const draftId = await draftWith(tenant, author, 5)
	const start = (request: Partial<Parameters<typeof startReplay>[1]>, by: TestPerson = author) =>
		actAs(tenant, by, (ctx) => startReplay(ctx, { key: KEY, candidate: { draftId }, scope: last(10), ...request }))
	expect(await start({})).toEqual(err({ code: 'no-cases' }))
	await decideAll(tenant, [96])
	expect(await start({ key: 'no_such_set' })).toEqual(err({ code: 'unknown-rule-set' }))
	expect(await start({ candidate: { draftId: crypto.randomUUID() } })).toEqual(err({ code: 'unknown-candidate' }))
	expect(await start({ candidate: { version: 7 } })).toEqual(err({ code: 'unknown-candidate' }))
	expect(await start({ candidate: { version: 1 } })).toEqual(err({ code: 'nothing-to-compare' }))
	const broken = await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content: { key: KEY } }))
	if (!broken.ok) throw new Error(broken.error.code)
	expect(await start({ candidate: { draftId: broken.value.id } })).toEqual(err({ code: 'candidate-invalid' }))
	const onHold = { fact: 'lot', path: '$.onHold', operator: 'equal', value: true } as const
	const other: RuleSet = {
		...(await content(tenant)),
		subject: 'shipment',
		conditions: {},
		rules: [{ key: 'held', conditions: { all: [onHold] }, event: { type: 'block' } }],
		tests: [],
	}
	const moved = await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content: other }))
	if (!moved.ok) throw new Error(moved.error.code)
	expect(await start({ candidate: { draftId: moved.value.id } })).toEqual(err({ code: 'other-subject' }))
	const reader = await makePerson(tenant, ['auditor'])
	expect(await start({}, reader)).toEqual(err({ code: 'forbidden' }))
	const id = await started(tenant, author, draftId, last(10))
	expect(await actAs(tenant, reader, (ctx) => cancelReplay(ctx, id))).toEqual(err({ code: 'forbidden' }))
})

/** An approved draft that allows this difference in the balance, ready to be published or piloted by `second`. */
async function approvedWith(tenant: TenantInfo, author: TestPerson, second: TestPerson, percent: number) {
	const id = await draftWith(tenant, author, percent)
	await actAs(tenant, author, (ctx) => moveDraft(ctx, { kind: 'rule-set', id, step: 'submit' }))
	await actAs(tenant, second, (ctx) => moveDraft(ctx, { kind: 'rule-set', id, step: 'approve' }))
	return id
}

dbTest(
	'the active version is compared with the one in force before it, never with a pilot that was withdrawn',
	async () => {
		const { tenant, author } = await admin()
		const second = await makePerson(tenant, ['compliance_admin'])
		const scope = { siteIds: [], itemIds: [(await makeItem(tenant)).id] }
		await decideAll(tenant, [96])
		const tried = await approvedWith(tenant, author, second, 5)
		await actAs(tenant, second, (ctx) => beginPilot(ctx, { kind: 'rule-set', id: tried, scope, reason: 'Try it' }))
		await actAs(tenant, second, (ctx) => withdrawPilot(ctx, { kind: 'rule-set', id: tried, reason: 'Too lax' }))
		const next = await approvedWith(tenant, author, second, 6)
		await actAs(tenant, second, (ctx) => publishDraft(ctx, { kind: 'rule-set', id: next }))
		const begun = await actAs(tenant, author, (ctx) =>
			startReplay(ctx, { key: KEY, candidate: { version: 3 }, scope: last(10) }),
		)
		if (!begun.ok) throw new Error(begun.error.code)
		await runReplayJob.handle(tenant.id, { replayId: begun.value.id }, jobRun())
		expect(await read(tenant, begun.value.id)).toMatchObject({ baseNumber: 1, transitions: { 'block>pass': 1 } })
	},
)

dbTest('records that a pilot decides on are compared with the pilot, all others with the active version', async () => {
	const { tenant, author } = await admin()
	const second = await makePerson(tenant, ['compliance_admin'])
	const [inside, outside] = [await makeItem(tenant), await makeItem(tenant)]
	const scope = { siteIds: [], itemIds: [inside.id] }
	const lots = [await makeLot(tenant, inside), await makeLot(tenant, outside)]
	const decided = lots.map((lot) => lot.id)
	await decideAll(tenant, [96, 96], decided)
	const tried = await approvedWith(tenant, author, second, 5)
	await actAs(tenant, second, (ctx) => beginPilot(ctx, { kind: 'rule-set', id: tried, scope, reason: 'Try it' }))
	const draftId = await draftWith(tenant, author, 6)
	const id = await started(tenant, author, draftId, last(10))
	await runReplayJob.handle(tenant.id, { replayId: id }, jobRun())
	expect(await read(tenant, id)).toMatchObject({ baseNumber: 1, pilotNumber: 2, flipped: 1 })
	const flips = (which: string) => withTenantContext(tenant.id, (ctx) => listFlips(ctx, which, { limit: 5 }))
	expect((await flips(id)).items).toMatchObject([{ lot: { id: lots[1]?.id }, baseNumber: 1 }])
	const strict = await started(tenant, author, await draftWith(tenant, author, 0.5), last(10))
	await runReplayJob.handle(tenant.id, { replayId: strict }, jobRun())
	expect((await flips(strict)).items).toMatchObject([{ lot: { id: lots[0]?.id }, baseNumber: 2, before: 'pass' }])
	const page = await withTenantContext(tenant.id, (ctx) => readFlipPage(ctx, strict, 0))
	expect(page).toMatchObject({ before: { outcome: 'pass' }, after: { outcome: 'block' } })
	// The pilot itself is compared with what is in force for all.
	const pilot = await actAs(tenant, author, (ctx) =>
		startReplay(ctx, { key: KEY, candidate: { version: 2 }, scope: last(10) }),
	)
	if (!pilot.ok) throw new Error(pilot.error.code)
	await runReplayJob.handle(tenant.id, { replayId: pilot.value.id }, jobRun())
	expect(await read(tenant, pilot.value.id)).toMatchObject({ baseNumber: 1, pilotNumber: null, flipped: 2 })
})

dbTest('another tenant sees nothing of a replay', async () => {
	const { tenant, author } = await admin()
	await decideAll(tenant, [96])
	const draftId = await draftWith(tenant, author, 5)
	const id = await started(tenant, author, draftId, last(10))
	await runReplayJob.handle(tenant.id, { replayId: id }, jobRun())
	const other = await admin()
	await actAs(other.tenant, other.author, async (ctx) => {
		expect(await readReplay(ctx, id)).toBeNull()
		expect((await listFlips(ctx, id, { limit: 5 })).items).toEqual([])
		expect(await readFlipPage(ctx, id, 0)).toBeNull()
		expect(await cancelReplay(ctx, id)).toEqual(err({ code: 'unknown-replay' }))
	})
	const start = (ctx: Parameters<typeof startReplay>[0]) =>
		startReplay(ctx, { key: KEY, candidate: { draftId }, scope: last(10) })
	expect(await actAs(other.tenant, other.author, start)).toEqual(err({ code: 'unknown-candidate' }))
})
