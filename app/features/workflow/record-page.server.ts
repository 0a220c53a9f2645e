import type { LocalizedText } from '#app/core/localized.ts'
import { signaturesOf } from '#app/features/audit/audit.queries.server.ts'
import { type NamedRole, namedRoles, whoMay } from '#app/features/roles/role-names.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lifecycleSteps } from './lifecycle-steps.ts'
import type { CoversOf } from './load-position.server.ts'
import { MEANING_TITLES } from './refusal-messages.ts'
import { filesForSteps, filesNamed, type StepFile } from './step-files.queries.server.ts'
import { toOffer } from './step-offers.model.ts'
import { type GuardDecision, titleOf, toneOf } from './workflow.model.ts'
import { type RecordStanding, readStanding } from './workflow.queries.server.ts'
import { indexOf } from './workflow-index.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

export type RecordPage = Awaited<ReturnType<typeof readRecordPage>>

/**
 * What every page of a record under a workflow shows, as plain data: its state, the course it takes, the steps with what
 * each asks of whom, approvals, deadlines, and what happened. A partner sees the steps that are its own and no names of
 * the house. A fixed number of statements.
 */
export async function readRecordPage(
	ctx: Context,
	kind: RecordKind,
	id: string,
	record: Record<string, unknown> & { version: number },
	decisions: Record<string, GuardDecision> = {},
	covers?: CoversOf,
) {
	const standing = await readStanding(ctx, kind, id, record, decisions, covers)
	const partner = partyOf(ctx.actor) !== null
	const state = indexOf(standing.definition).states.get(standing.state)
	const offers = standing.available.map(toOffer)
	const steps = offers.filter((offer) => offer.permitted)
	const asksFile = steps.some((step) => step.fields.some((field) => field.type === 'file'))
	return {
		state: {
			key: standing.state,
			title: titleOf(state ?? { key: standing.state }),
			tone: state ? toneOf(state) : ('draft' as const),
			category: state?.category ?? 'active',
		},
		lifecycle: lifecycleOf(standing),
		steps,
		/** Documents to choose from for the steps that ask for one. */
		documents: asksFile ? await filesForSteps(ctx, kind, id) : [],
		next: partner ? [] : nextOf(standing, kind, await namedRoles(ctx)),
		approvals: partner ? [] : standing.approvals,
		deadlines: partner ? [] : standing.deadlines,
		procedures: standing.procedures,
		delegators: standing.delegators,
		history: await historyOf(ctx, id, standing, partner),
		now: ctx.now.toISOString(),
	}
}

function lifecycleOf(standing: RecordStanding) {
	const stays = standing.steps.slice(0, -1).map((step) => ({ state: step.to, enteredAt: step.at }))
	return lifecycleSteps(standing.definition, { state: standing.state, enteredAt: standing.enteredAt }, stays).map(
		({ state, title, tone, status, enteredAt }) => ({
			state,
			title,
			tone,
			status,
			enteredAt: enteredAt?.toISOString() ?? null,
		}),
	)
}

/** Every step that people may take from here: whose it is and what it asks for. */
function nextOf(standing: RecordStanding, kind: RecordKind, roles: readonly NamedRole[]) {
	const { transitions } = indexOf(standing.definition)
	return standing.available.map((step) => {
		const transition = transitions.get(step.key)
		const labels = new Map((step.form?.labels ?? []).map((one) => [one.field, one.label]))
		const asked: LocalizedText[] = [
			...(step.form?.required ?? []).flatMap((field) => labels.get(field) ?? []),
			...(step.form?.fields ?? []).filter((field) => field.required).map((field) => field.label),
		]
		return {
			key: step.key,
			title: step.title,
			description: transition?.description ?? null,
			roles: whoMay(roles, subjectOf(kind).ability, transition?.permission?.action),
			asked,
			meaning: step.signature ? MEANING_TITLES[step.signature.meaning] : null,
			quorum: transition?.approval?.quorum ?? null,
			/** The rules that it goes by stop it now. */
			guarded: step.blockers.some((one) => one.code === 'guard'),
			/** Why this reader may not take it now, where their role would let them. */
			obstacles: step.blockers.filter((one) => one.code !== 'permission').map((one) => one.message),
		}
	})
}

/** Signatures count whenever they were given. */
const ANY_TIME = '9999-12-31T00:00:00Z'

/** A field as it was filled in; `file` is the document that it names, where the reader may see it. */
type Filled = { label: LocalizedText; value: LocalizedText | string; file: string | null }

/** What happened, the latest first, each step with who signed it, as what, and what was filled in. */
async function historyOf(ctx: Context, id: string, standing: RecordStanding, partner: boolean) {
	const signatures = partner ? [] : await signaturesOf(ctx, id, ANY_TIME)
	const byId = new Map(signatures.map((signature) => [signature.id, signature]))
	const { transitions, states } = indexOf(standing.definition)
	const files = await filesNamed(ctx, namedFiles(standing))
	return standing.steps.toReversed().map((step, place) => {
		const signature = step.signatureId && !partner ? byId.get(step.signatureId) : undefined
		const state = states.get(step.to)
		const transition = transitions.get(step.transition)
		return {
			key: String(standing.steps.length - place),
			title: titleOf(transition ?? state ?? { key: step.to }),
			state: titleOf(state ?? { key: step.to }),
			at: step.at.toISOString(),
			actor: partner ? null : step.actor,
			delegate: partner ? null : step.delegate,
			reason: partner ? null : step.reason,
			fields: partner && !isForPartner(transition) ? [] : filledOf(transition?.form, step.fields, files),
			signature: signature
				? {
						name: signature.printedName,
						meaning: MEANING_TITLES[signature.meaning as keyof typeof MEANING_TITLES],
						standing: signature.standing,
					}
				: null,
		}
	})
}

/** A partner reads what was filled in for its own steps and for those that it is told of; the rest is the house's. */
const isForPartner = (transition: Transition | undefined): boolean =>
	transition?.permission?.action === 'answer' ||
	(transition?.actions ?? []).some(
		(action) => action.type === 'notify' && action.to.some((recipient) => recipient.startsWith('party:')),
	)

type Transition = RecordStanding['definition']['transitions'][number]
type Form = NonNullable<Transition['form']>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Every document that a step so far names. */
const namedFiles = ({ definition, steps }: RecordStanding): string[] =>
	steps.flatMap((step) =>
		(indexOf(definition).transitions.get(step.transition)?.form?.fields ?? [])
			.filter((field) => field.type === 'file')
			.map((field) => String(step.fields?.[field.field] ?? '').toLowerCase())
			.filter((id) => UUID.test(id)),
	)

/**
 * The step's own fields as they were filled in, with their labels; a choice by its title, a document by its name. One that
 * the reader may not see is left out.
 */
function filledOf(
	form: Form | undefined,
	given: Record<string, unknown> | null,
	files: ReadonlyMap<string, StepFile>,
): Filled[] {
	return (form?.fields ?? []).flatMap((field): Filled[] => {
		const value = given?.[field.field]
		if (value === undefined || value === null || value === '') return []
		const { label } = field
		if (field.type === 'file') {
			const file = files.get(String(value).toLowerCase())
			return file ? [{ label, value: file.title, file: file.id }] : []
		}
		const choice = field.choices?.find((one) => one.value === value)
		return [{ label, value: choice?.label ?? String(value), file: null }]
	})
}
