import { newId } from '#app/core/ids.ts'
import { Approval } from '#app/features/workflow/approval.entity.server.ts'
import { calendarsFor } from '#app/features/workflow/load-calendars.server.ts'
import { termsHash } from '#app/features/workflow/load-position.server.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { signedHash } from '#app/features/workflow/sign-record.server.ts'
import { timersOf } from '#app/features/workflow/transition-effects.ts'
import {
	Signature,
	WorkflowInstance,
	WorkflowStep,
	WorkflowTimer,
} from '#app/features/workflow/workflow.entity.server.ts'
import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import { WORKFLOW_RECORDS } from '#app/features/workflow/workflow-subjects.model.ts'
import { chunks, newKeys } from './bulk-rows.ts'
import type { SeedScene } from './seed-scene.ts'
import type { By, StoryRecord, StoryStep } from './story/story-types.ts'
import { type PersonOf, personAt } from './story-people.ts'

/**
 * Writes the path that records took through their workflow: instance, steps, signatures, running timers. What
 * `start-workflow` and `move-record` write one by one as things happen, here for a whole history at once; the story has
 * checked every step against the definition.
 */
export async function writeRecords(
	scene: SeedScene,
	records: readonly StoryRecord[],
	personOf: PersonOf,
): Promise<void> {
	const [first] = records
	if (!first) return
	const { ctx } = scene
	const { workflow } = WORKFLOW_RECORDS[first.kind]
	const { versionId, number, definition } = await loadActiveWorkflow(ctx, workflow)
	const written = records.map((record) => ({ record, id: newId() }))
	const instances = written.map(({ record, id }) => ({
		id,
		tenantId: ctx.tenant.id,
		key: workflow,
		versionId,
		versionNumber: number,
		subjectType: record.kind,
		subjectId: record.id,
		state: record.state,
		entry: record.steps.length,
		enteredAt: lastOf(record).at,
		startedAt: record.steps[0]?.at ?? ctx.now,
		version: record.steps.length,
	}))
	for (const rows of chunks(instances)) await ctx.em.insertMany(WorkflowInstance, rows)
	const steps = written.flatMap(({ record, id }) =>
		record.steps.map((step, place) => stepRow(scene, record, { id, step, entry: place + 1 }, personOf)),
	)
	for (const rows of chunks(steps, 800)) await ctx.em.insertMany(WorkflowStep, rows)
	const signatures = records.flatMap((record) =>
		record.steps.flatMap((step, place) =>
			signedBy(step).flatMap((one) => signatureRow(scene, record, { step, place, ...one }, personOf)),
		),
	)
	for (const rows of chunks(signatures)) await ctx.em.insertMany(Signature, rows)
	await writeApprovals(scene, written, definition, personOf)
	const states = indexOf(definition).states
	const calendars = await calendarsFor(ctx, definition)
	const timers = written.flatMap(({ record, id }) => {
		const state = states.get(record.state)
		const { at } = lastOf(record)
		if (!state) return []
		return timersOf(state, at, calendars).map((timer) => ({
			tenantId: ctx.tenant.id,
			instanceId: id,
			entry: record.steps.length,
			key: timer.timer,
			dueAt: timer.dueAt,
			effect: timer.effect,
			firedAt: timer.dueAt < ctx.now ? timer.dueAt : null,
		}))
	})
	if (timers.length > 0) await ctx.em.insertMany(WorkflowTimer, timers)
	noteSteps(scene, records)
}

function lastOf(record: StoryRecord): StoryStep {
	const step = record.steps.at(-1)
	if (!step) throw new Error(`${record.label} has no step`)
	return step
}

function stepRow(
	{ ctx }: SeedScene,
	record: StoryRecord,
	place: { id: string; step: StoryStep; entry: number },
	personOf: PersonOf,
) {
	const { step, entry, id } = place
	return {
		...newKeys(ctx),
		instanceId: id,
		subjectId: record.id,
		entry,
		transition: step.transition,
		fromState: step.from,
		toState: step.to,
		at: step.at,
		...personAt(personOf, step.by),
		reason: step.reason,
		signatureId: step.signature?.id ?? null,
		decisionIds: step.decisionIds,
	}
}

/** Approvals that were there when a step was taken, given during the stay before it. */
async function writeApprovals(
	{ ctx }: SeedScene,
	written: readonly { record: StoryRecord; id: string }[],
	definition: WorkflowDefinition,
	personOf: PersonOf,
): Promise<void> {
	const { transitions } = indexOf(definition)
	const rows = written.flatMap(({ record, id }) =>
		record.steps.flatMap((step, place) =>
			(step.approvals ?? []).flatMap((given) => {
				const person = personOf(given.by)
				const transition = transitions.get(step.transition)
				if (person.kind !== 'person' || !transition) return []
				return [
					{
						...newKeys(ctx),
						instanceId: id,
						// The first step begins the first stay.
						entry: place,
						transition: step.transition,
						subjectType: record.kind,
						subjectId: record.id,
						approverId: person.id,
						approverName: person.name,
						roles: [...person.roles],
						at: given.at,
						note: given.note,
						signatureId: given.signature?.id ?? null,
						recordVersion: place,
						termsHash: termsHash(transition),
					},
				]
			}),
		),
	)
	if (rows.length > 0) await ctx.em.insertMany(Approval, rows)
}

type Signed = { signature: StoryStep['signature']; by: By; at: Date; reason: string }

/** The signatures of a step: of who took it, and of those who had approved it. */
const signedBy = (step: StoryStep): Signed[] => [
	...(step.approvals ?? []).map(({ signature, by, at, note }) => ({ signature, by, at, reason: note })),
	{ signature: step.signature, by: step.by, at: step.at, reason: step.reason ?? '' },
]

function signatureRow(
	{ ctx }: SeedScene,
	record: StoryRecord,
	{ step, place, signature, by, at, reason }: Signed & { step: StoryStep; place: number },
	personOf: PersonOf,
) {
	const person = personOf(by)
	if (!signature || person.kind !== 'person') return []
	return [
		{
			id: signature.id,
			tenantId: ctx.tenant.id,
			accountId: person.id,
			printedName: person.name,
			meaning: signature.meaning,
			reason,
			signedAt: at,
			subjectType: record.kind,
			subjectId: record.id,
			subjectVersion: place,
			...signedPart(record, step, place),
		},
	]
}

/** What was signed, and its hash. */
function signedPart(record: StoryRecord, step: StoryStep, place: number) {
	const content = { transition: step.transition, record: { label: record.label, status: step.from } }
	return { content, contentHash: signedHash({ type: record.kind, id: record.id, version: place, content }) }
}

function noteSteps({ audit }: SeedScene, records: readonly StoryRecord[]): void {
	for (const record of records) {
		for (const [place, step] of record.steps.entries()) {
			// How a record began is noted with the record itself.
			if (step.from === null) continue
			for (const one of signedBy(step)) noteSignature(audit, record, { step, place, ...one })
			for (const [index, given] of (step.approvals ?? []).entries())
				audit.add({
					at: given.at,
					by: given.by,
					action: 'approval.give',
					subject: { type: record.kind, id: record.id, label: record.label },
					after: {
						transition: step.transition,
						have: index + 1,
						need: (step.approvals ?? []).length + 1,
						signatureId: given.signature?.id ?? null,
					},
					reason: given.note,
				})
			audit.add({
				at: step.at,
				by: step.by,
				action: `${record.kind}.${step.transition}`,
				subject: { type: record.kind, id: record.id, label: record.label },
				before: { status: step.from },
				after: { status: step.to, ...(step.signature ? { signatureId: step.signature.id } : {}) },
				reason: step.reason,
			})
		}
	}
}

function noteSignature(
	audit: SeedScene['audit'],
	record: StoryRecord,
	{ step, place, signature, by, at, reason }: Signed & { step: StoryStep; place: number },
): void {
	if (!signature) return
	const { id: signatureId, meaning } = signature
	audit.add({
		at,
		by,
		action: 'signature.given',
		subject: { type: record.kind, id: record.id, label: record.label },
		after: { signatureId, meaning, contentHash: signedPart(record, step, place).contentHash, version: place },
		reason,
	})
}
