import { CaseAction, CaseLink, QualityCase } from '#app/features/cases/case.entity.server.ts'
import { CASE_KINDS, isOpenCategory } from '#app/features/cases/case.model.ts'
import { newLink } from '#app/features/cases/write-case.server.ts'
import { newRecord } from './bulk-rows.ts'
import type { SeedScene } from './seed-scene.ts'
import type { StoryCase } from './story/cases.ts'
import type { Story } from './story/story.ts'
import { accountAt, type PersonOf } from './story-people.ts'
import { writeRecords } from './write-records.server.ts'

/** Writes CAPAs, changes, complaints and returns with their links, measures and the path they took. */
export async function writeCases(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const { ctx } = scene
	if (story.cases.length === 0) return
	await ctx.em.insertMany(
		QualityCase,
		story.cases.map((one) => rowOf(scene, story, one, personOf)),
	)
	const links = story.cases.flatMap((one) =>
		one.links.map((link) => ({ ...newLink(one.record.id, link), tenantId: ctx.tenant.id })),
	)
	if (links.length > 0) await ctx.em.insertMany(CaseLink, links)
	const measures = story.cases.flatMap((one) =>
		one.measures.map(({ title, owner, dueOn, done }) => ({
			...newRecord(ctx, one.at, done?.at ?? one.at),
			caseId: one.record.id,
			title,
			ownerId: accountAt(personOf, owner),
			dueOn,
			doneAt: done?.at ?? null,
			doneBy: done ? accountAt(personOf, owner) : null,
			doneNote: done?.note ?? null,
		})),
	)
	if (measures.length > 0) await ctx.em.insertMany(CaseAction, measures)
	for (const { kind, record, at, by, title, topic } of story.cases)
		scene.audit.add({
			at,
			by,
			action: `${kind}.open`,
			subject: { type: kind, id: record.id, label: record.label },
			after: { title, topic },
		})
	for (const kind of CASE_KINDS)
		await writeRecords(
			scene,
			story.cases.filter((one) => one.kind === kind).map((one) => one.record),
			personOf,
		)
}

function rowOf({ ctx }: SeedScene, story: Story, one: StoryCase, personOf: PersonOf) {
	const { record, texts } = one
	const category = story.categoryOf(record)
	const last = record.steps.at(-1)
	const settled = !isOpenCategory(category) && last
	return {
		...newRecord(ctx, one.at, last?.at ?? one.at),
		id: record.id,
		kind: one.kind,
		number: record.label,
		title: one.title,
		description: one.description,
		topic: one.topic,
		severity: one.severity,
		partyId: one.partyId,
		siteId: null,
		status: record.state,
		category,
		openedAt: one.at,
		openedBy: accountAt(personOf, one.by),
		responsibleId: one.responsible ? accountAt(personOf, one.responsible) : null,
		dueOn: one.dueOn,
		cause: texts.cause ?? null,
		conclusion: texts.conclusion ?? null,
		effectivenessCheck: texts.effectivenessCheck ?? null,
		effectivenessResult: texts.effectivenessResult ?? null,
		effectiveOn: texts.effectiveOn ?? null,
		change: one.change,
		onboarding: one.onboarding,
		supplierApproval: one.supplierApproval,
		movedEventId: null,
		closedAt: settled ? settled.at : null,
		closedBy: settled ? accountAt(personOf, settled.by) : null,
	}
}
