import type { LocalizedText } from '#app/core/localized.ts'
import { signaturesOf } from '#app/features/audit/signatures.queries.server.ts'
import { attributeSight } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Approval } from './approval.entity.server.ts'
import { fieldLabel, MEANING_TITLES } from './refusal-messages.ts'
import { definitionsOfSteps } from './step-definitions.queries.server.ts'
import { filesNamed, type StepFile } from './step-files.queries.server.ts'
import { titleOf } from './workflow.model.ts'
import type { RecordStanding } from './workflow.queries.server.ts'
import type { WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/** Signatures count whenever they were given. */
const ANY_TIME = '9999-12-31T00:00:00Z'

/** A field as it was filled in; `file` is the document that it names, where the reader may see it. */
type Filled = {
	label: LocalizedText
	value: LocalizedText | string
	file: string | null
	/** Code of the unit of a quantity. */
	unit: string | null
	/** Whether it is a day, `YYYY-MM-DD`. */
	date: boolean
}

export type HistoryEntry = Awaited<ReturnType<typeof readHistory>>[number]

/** A step with the version of the workflow that it was taken by. */
type Taken = { step: RecordStanding['steps'][number]; definition: WorkflowDefinition }

/**
 * What happened to a record, the latest first: each step in the words of the version that it was taken by, with who took
 * or signed it, as what, and what was filled in; and each approval that was given on the way. Four statements.
 */
export async function readHistory(
	ctx: Context,
	{ kind, id }: { kind: RecordKind; id: string },
	standing: RecordStanding,
	partner: boolean,
) {
	const signatures = partner ? [] : await signaturesOf(ctx, id, ANY_TIME)
	const byId = new Map(signatures.map((signature) => [signature.id, signature]))
	const definitions = await definitionsOfSteps(ctx, { kind, id }, standing)
	const taken = standing.steps.map(
		(step, place): Taken => ({ step, definition: definitions[place] ?? standing.definition }),
	)
	const files = await filesNamed(ctx, namedFiles(taken))
	const { hidden } = await attributeSight(ctx, 'lot')
	const signedAs = (signatureId: string | null | undefined) => {
		const signature = signatureId && !partner ? byId.get(signatureId) : undefined
		return signature
			? {
					name: signature.printedName,
					inNameOf: signature.inNameOf,
					meaning: MEANING_TITLES[signature.meaning as keyof typeof MEANING_TITLES],
					standing: signature.standing,
				}
			: null
	}
	const steps = taken.toReversed().map(({ step, definition }, place) => {
		const { transitions, states } = indexOf(definition)
		const state = states.get(step.to)
		// Every record begins with the entry `start`, which is none of the workflow's own steps.
		const transition = step.from === null ? undefined : transitions.get(step.transition)
		return {
			key: String(taken.length - place),
			title: titleOf(transition ?? state ?? { key: step.to }),
			state: titleOf(state ?? { key: step.to }),
			at: step.at.toISOString(),
			actor: partner ? null : step.actor,
			delegate: partner ? null : step.delegate,
			reason: partner ? null : step.reason,
			fields: partner && !isForPartner(transition) ? [] : filledOf(transition, step.fields, { files, hidden }),
			signature: signedAs(step.signatureId),
			withdrawn: null as string | null,
		}
	})
	if (partner) return steps
	const approvals = (await approvalsOf(ctx, { kind, id })).map((approval) => {
		const title = approvalTitle(approval.transition, [standing.definition, ...definitions.toReversed()])
		return {
			key: approval.id,
			title,
			state: title,
			at: approval.at.toISOString(),
			actor: approval.approverName as string | null,
			delegate: approval.delegateName ?? null,
			reason: approval.note ?? null,
			fields: [] as Filled[],
			signature: signedAs(approval.signatureId),
			withdrawn: approval.withdrawnAt ? (approval.withdrawReason ?? '') : null,
		}
	})
	// Stable: a step stands before approvals of the same moment, which can only have led to it.
	return [...steps, ...approvals].sort((a, b) => b.at.localeCompare(a.at))
}

/** How much of what `readHistory` tells is earlier than what it told, and where all of it stands for who may read that. */
export type EarlierHistory = { count: number; to: string | null }

/** What of a record's history is not among `shown`; null where that is all. One statement. */
export async function earlierHistory(
	ctx: Context,
	{ kind, id }: { kind: RecordKind; id: string },
	shown: readonly HistoryEntry[],
	partner: boolean,
): Promise<EarlierHistory | null> {
	if (shown.length < KEPT) return null
	const [row] = await ctx.em.execute<{ all: number }[]>(
		`select ((select count(*) from workflow_step s join workflow_instance i on i.id = s.instance_id where i.subject_type = ? and i.subject_id = ?)
			+ (select count(*) from workflow_approval where subject_type = ? and subject_id = ? and not ?))::int as "all"`,
		[kind, id, kind, id, partner],
	)
	const count = (row?.all ?? 0) - shown.length
	const to = ctx.ability.can('read', 'AuditEntry') ? `/audit?subject=${id}` : null
	return count > 0 ? { count, to } : null
}

/** Steps, and approvals, that are told at most: the newest. */
const KEPT = 200

/** Approvals given for a record's steps, also those that were taken back or came to nothing: the newest 200. */
const approvalsOf = (ctx: Context, { kind, id }: { kind: RecordKind; id: string }): Promise<Approval[]> =>
	ctx.em.find(Approval, { subjectType: kind, subjectId: id }, { orderBy: { at: 'desc', id: 'desc' }, limit: KEPT })

/** "Approval: Close deviation", by the newest version that knows the step. */
function approvalTitle(key: string, newestFirst: readonly WorkflowDefinition[]): LocalizedText {
	const known = newestFirst.map((definition) => indexOf(definition).transitions.get(key)).find((found) => found)
	const title = titleOf(known ?? { key })
	return { en: `Approval: ${title.en}`, 'zh-CN': `批准：${title['zh-CN']}` }
}

/** A partner reads what was filled in for its own steps and for those that it is told of; the rest is the house's. */
const isForPartner = (transition: WorkflowTransition | undefined): boolean =>
	transition?.permission?.action === 'answer' ||
	(transition?.actions ?? []).some(
		(action) => action.type === 'notify' && action.to.some((recipient) => recipient.startsWith('party:')),
	)

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Every document that a step so far names. */
const namedFiles = (taken: readonly Taken[]): string[] =>
	taken.flatMap(({ step, definition }) =>
		(indexOf(definition).transitions.get(step.transition)?.form?.fields ?? [])
			.filter((field) => field.type === 'file')
			.map((field) => String(step.fields?.[field.field] ?? '').toLowerCase())
			.filter((id) => UUID.test(id)),
	)

type Sight = { files: ReadonlyMap<string, StepFile>; hidden: ReadonlySet<string> }

/**
 * The fields of a step as they were filled in, with their labels: those of the record that it asks for, then its own; a
 * choice by its title, a document by its name. What the reader may not see is left out; the reason stands by itself.
 */
function filledOf(
	transition: WorkflowTransition | undefined,
	given: Record<string, unknown> | null,
	sight: Sight,
): Filled[] {
	const { form } = transition ?? {}
	if (!transition || !form || !given) return []
	const own = new Map((form.fields ?? []).map((field) => [field.field, field]))
	const ofRecord = form.required.filter((field) => field !== 'reason' && !own.has(field) && !isHidden(field, sight))
	return [
		...ofRecord.flatMap((field) => toFilled(fieldLabel(transition, field), given[field])),
		...[...own.values()].flatMap(({ field, label, type, choices, unit }) => {
			if (type === 'file') return toFile(label, given[field], sight)
			const choice = choices?.find((one) => one.value === given[field])
			const value = choice ? { value: choice.label } : {}
			return toFilled(label, given[field], { unit: unit ?? null, date: type === 'date', ...value })
		}),
	]
}

const isHidden = (field: string, { hidden }: Sight): boolean =>
	field.startsWith('attributes.') && hidden.has(field.slice('attributes.'.length))

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

const toFilled = (label: LocalizedText, value: unknown, more: Partial<Filled> = {}): Filled[] =>
	isEmpty(value) ? [] : [{ label, value: String(value), file: null, unit: null, date: false, ...more }]

function toFile(label: LocalizedText, value: unknown, { files }: Sight): Filled[] {
	const file = isEmpty(value) ? undefined : files.get(String(value).toLowerCase())
	return file ? toFilled(label, file.title, { file: file.id }) : []
}
