import { NO_CHOICES } from '#app/core/choice.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { pinnedDefinition } from '#app/features/workflow/pinned-definition.queries.server.ts'
import { readRecordPage } from '#app/features/workflow/record-page.server.ts'
import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { askedDocuments } from './asked-documents.queries.server.ts'
import { CASES, type CaseKind, caseRecord } from './case.model.ts'
import { linksOfCase } from './case-links.queries.server.ts'
import { isPlanSigned } from './case-plan.queries.server.ts'
import { actionsOfCase, type CaseRow, filesOfCase, readCase } from './cases.queries.server.ts'
import { readChangeView } from './change-view.server.ts'
import { decideCaseGuards } from './decide-case-guards.server.ts'
import { questionsOf } from './onboarding-answers.server.ts'

/** Where the lists of a case's page go on. */
export type CaseCursors = { links?: string; actions?: string; files?: string }

export type CasePage = NonNullable<Awaited<ReturnType<typeof readCasePage>>>

/**
 * Everything of one case's page, in a fixed number of statements; null when there is no such case for the reader. A
 * partner sees what it said and what it is told: not the cause, the measures, or what else the case is linked with.
 */
export async function readCasePage(ctx: Context, kind: CaseKind, id: string, at: CaseCursors = {}) {
	if (!/^[0-9a-f-]{36}$/i.test(id)) return null
	const found = await readCase(ctx, kind, id)
	if (!found) return null
	const partner = partyOf(ctx.actor) !== null
	const definition = await pinnedDefinition(ctx, kind, id)
	const from = definition?.transitions.filter((transition) => transition.from.includes(found.status)) ?? []
	// A partner takes no step that rules guard; what they look at is the house's own.
	const decisions = partner ? {} : await decideCaseGuards(ctx, { kind, id }, from, { dryRun: true })
	const record = await readRecordPage(ctx, kind, id, caseRecord(found), decisions)
	const subject = asSubject(CASES[kind].ability, { kind, partyId: found.partyId })
	const mayChange = found.isOpen && ctx.ability.can('update', subject)
	const deviates = found.isOpen && !partner && ctx.ability.can('create', 'Deviation')
	const actions = partner
		? { rows: [], more: 0, nextCursor: null }
		: await actionsOfCase(ctx, id, { cursor: at.actions ?? null })
	return {
		one: found,
		partner,
		record,
		links: await linksOfCase(ctx, id, { cursor: at.links ?? null }),
		/** Its lots, to be booked or chosen from. */
		lots: await linksOfCase(ctx, id, { only: 'lot' }),
		lotChoices: deviates ? await choiceList(ctx, 'lots', { to: 'case', case: id }) : NO_CHOICES,
		actions,
		/** What a change of the measures would take back. */
		plan: {
			approved: record.approvals.some(({ given }) => given.some(({ why }) => why === null)),
			signed: mayChange && (await isPlanSigned(ctx, id)),
		},
		files: await filesOfCase(ctx, id, at.files),
		change: kind === 'change' ? await readChangeView(ctx, found) : null,
		onboarding: definition && found.onboarding ? await onboardingView(ctx, definition, found) : null,
		people: await choiceList(
			ctx,
			'people',
			{},
			mayChange ? [found.responsible?.id, ...actions.rows.map((one) => one.ownerId)] : [],
		),
		me: ctx.actor.id,
		may: {
			change: mayChange,
			ask: mayChange && kind === 'supplier_onboarding',
			attach: found.isOpen && (mayChange || ctx.ability.can('answer', subject)),
			deviate: deviates,
			moveGoods: goodsMayMove(ctx, found, record.state.category),
			open: (['capa', 'change', 'return'] as const).filter(
				(other) => other !== kind && !partner && ctx.ability.can('create', CASES[other].ability),
			),
		},
	}
}

/** What is asked of a supplier, with what is there, and its answers by the questions of its version of the workflow. */
async function onboardingView(ctx: Context, definition: WorkflowDefinition, one: CaseRow) {
	const { answers = {} } = one.onboarding ?? {}
	return {
		documents: await askedDocuments(ctx, one),
		answers: questionsOf(definition).flatMap(({ field, label, choices }) => {
			const value = answers[field]
			if (value === undefined) return []
			return [{ field, label, value: choices?.find((choice) => choice.value === value)?.label ?? value }]
		}),
	}
}

/** A return's goods move once it is agreed, and once only. */
const goodsMayMove = (ctx: Context, one: CaseRow, category: string): boolean =>
	one.kind === 'return' &&
	category === 'waiting' &&
	one.movedEventId === null &&
	ctx.ability.can('return', asSubject('Return', { kind: 'return', partyId: one.partyId })) &&
	ctx.ability.can('create', 'TraceEvent')
