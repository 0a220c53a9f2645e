import { ApprovedSupplier } from '#app/features/parties/party.entity.server.ts'
import { SUPPLIER_QUALIFICATION, toQualification } from '#app/features/parties/qualify-suppliers.server.ts'
import { loadSupplierFacts } from '#app/features/parties/supplier-facts.queries.server.ts'
import { MeasurementFinding } from '#app/features/quality/watch/finding.entity.server.ts'
import { readResultMeasurements } from '#app/features/quality/watch/measurements.queries.server.ts'
import { THRESHOLD_WATCH } from '#app/features/quality/watch/watch-measurements.server.ts'
import { type DecideMany, decideMany } from '#app/features/rules/decide-many.server.ts'
import { AuditTrail } from '#app/platform/audit/audit-trail.server.ts'
import { newKeys } from './bulk-rows.ts'
import type { SeedScene } from './seed-scene.ts'
import type { Story } from './story/story.ts'

/** Results of so many days back were watched. */
const WATCHED_DAYS = -10

/** Lets the rules decide on the story's last results and on every supplier, and keeps what they say. */
export async function writeFindings(scene: SeedScene, story: Story): Promise<void> {
	await watchResults(scene, story)
	await qualify(scene)
}

/** Decides at a moment, with the audit entries of that moment. */
async function decideAt(scene: SeedScene, at: Date, request: DecideMany) {
	const audit = new AuditTrail()
	const decided = await decideMany({ ...scene.ctx, now: at, audit }, request)
	for (const { actor: _actor, ...note } of audit.notes) scene.audit.add({ ...note, at, by: 'system' })
	return decided
}

async function watchResults(scene: SeedScene, story: Story): Promise<void> {
	const { ctx, calendar } = scene
	const rows = await ctx.em.execute<{ id: string; tested_at: Date | string }[]>(
		'select id, tested_at from test_result where tested_at > ? and superseded_at is null order by tested_at, id',
		[calendar.at(WATCHED_DAYS)],
	)
	const deviations = new Map(story.deviations.map((deviation) => [deviation.lot.id, deviation.record.id]))
	for (const [at, own] of Map.groupBy(rows, (row) => new Date(row.tested_at).getTime())) {
		const now = new Date(at)
		const measurements = await readResultMeasurements(
			{ ...ctx, now },
			own.map((row) => row.id),
		)
		const decisions = await decideAt(scene, now, {
			ruleSet: THRESHOLD_WATCH,
			requests: measurements.map(({ sourceId, lotId, facts }) => ({
				subject: { type: 'test_result', id: sourceId },
				lotId,
				facts,
			})),
			keep: (decision) => decision.status !== 'pass',
		})
		const findings = measurements.flatMap(({ facts: _facts, ...one }, index) => {
			const decision = decisions[index]
			if (!decision?.id) return []
			const { kind, sourceId, lotId, name, reported, unit, minimum, maximum } = one
			const isGrave = decision.outcome === 'deviation' || decision.outcome === 'hold'
			return [
				{
					...newKeys(ctx),
					...{ kind, sourceId, lotId, name, reported, unit, minimum, maximum },
					outcome: decision.outcome,
					messages: decision.rules.filter((rule) => rule.counted && rule.status !== 'pass').map((rule) => rule.message),
					decisionId: decision.id,
					deviationId: isGrave ? (deviations.get(lotId) ?? null) : null,
					holdId: null,
					foundAt: now,
				},
			]
		})
		if (findings.length > 0) await ctx.em.insertMany(MeasurementFinding, findings)
	}
}

async function qualify(scene: SeedScene): Promise<void> {
	const { ctx } = scene
	const found = await loadSupplierFacts(ctx, { after: null, limit: 500 })
	const decisions = await decideAt(scene, ctx.now, {
		ruleSet: SUPPLIER_QUALIFICATION,
		requests: found.map((one) => ({
			subject: { type: 'approved_supplier', id: one.approvalId },
			lotId: null,
			facts: one.facts,
		})),
	})
	for (const [index, one] of found.entries()) {
		const decision = decisions[index]
		if (!decision?.id) continue
		const changes = { qualification: toQualification(decision.outcome), qualificationDecisionId: decision.id }
		await ctx.em.nativeUpdate(ApprovedSupplier, { id: one.approvalId }, { ...changes, qualifiedAt: ctx.now })
	}
}
