import { isLocalDate } from '#app/core/local-date.ts'
import { err, type Result } from '#app/core/result.ts'
import {
	type Approved,
	approveOrMove,
	type Moved,
	type MoveError,
	moveRecord,
	type RecordStep,
} from '#app/features/workflow/move-record.server.ts'
import { pinnedDefinition } from '#app/features/workflow/pinned-definition.queries.server.ts'
import type { WorkflowTrigger } from '#app/features/workflow/workflow.schema.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { QualityCase } from './case.entity.server.ts'
import { type CaseKind, type CaseRecord, caseRecord, isOpenCategory, STEP_COLUMNS } from './case.model.ts'
import { unmetConditions } from './case-conditions.server.ts'
import { signedPlan } from './case-plan.queries.server.ts'
import { decideCaseGuards } from './decide-case-guards.server.ts'
import { lockCase } from './lock-case.queries.server.ts'
import { finishAnswerTasks, onboardingAnswers } from './onboarding-answers.server.ts'

/** Of the `fields`, columns of the case (`STEP_COLUMNS`) are kept on it, all of it with the step. */
export type MoveCase = RecordStep & {
	kind: CaseKind
	id: string
	/** Absent: a person. */
	trigger?: WorkflowTrigger | undefined
}

export type MoveCaseError = { code: 'unknown-case' } | MoveError

/**
 * Takes a step of a case's workflow under its row's lock, or approves one that needs several people. What the step fills
 * in is part of what a signature covers, and so are the measures as planned. A step that settles it notes when and by whom; one that opens it again takes
 * that back.
 * Errors: `unknown-case`; `transition-refused` with everything that is missing.
 */
export async function moveCase(ctx: Context, request: MoveCase): Promise<Result<Moved | Approved, MoveCaseError>> {
	const { kind, id, transition, trigger } = request
	const found = await lockCase(ctx, kind, id)
	if (!found) return err({ code: 'unknown-case' })
	const given = { ...stepColumns(request.fields ?? {}), ...(await onboardingAnswers(ctx, found, request.fields ?? {})) }
	if (!trigger) {
		const step = { transition, fields: request.fields ?? {}, answers: 'onboarding' in given }
		const unmet = await unmetConditions(ctx, found as CaseRecord, step)
		if (unmet.length > 0) return err({ code: 'transition-refused', refusals: unmet })
	}
	const move = {
		kind,
		id,
		label: found.number,
		transition,
		reason: request.reason?.trim() || undefined,
		fields: request.fields,
		signature: request.signature,
		decisions: await guardsOf(ctx, found, transition),
		record: {
			...caseRecord(found as CaseRecord),
			...given,
			...(request.signature ? await signedPlan(ctx, id) : {}),
		},
		expectedVersion: request.expectedVersion,
		inNameOf: request.inNameOf,
		...(trigger ? { trigger } : {}),
	}
	const moved = trigger ? await moveRecord(ctx, move) : await approveOrMove(ctx, move)
	if (!moved.ok || 'approvalId' in moved.value) return moved
	if (kind === 'supplier_onboarding' && given.onboarding) await finishAnswerTasks(ctx, found)
	const open = isOpenCategory(moved.value.category)
	const settled = open ? { closedAt: null, closedBy: null } : { closedAt: ctx.now, closedBy: accountOf(ctx.actor) }
	await ctx.em.nativeUpdate(QualityCase, { id }, { ...given, ...settled })
	return moved
}

/** The decisions that the step's guards ask for, stored. */
async function guardsOf(ctx: Context, { id, kind }: QualityCase, key: string) {
	const transition = (await pinnedDefinition(ctx, kind, id))?.transitions.find((one) => one.key === key)
	return decideCaseGuards(ctx, { kind, id }, transition ? [transition] : [])
}

/** What of the typed fields is a column of the case; a date that is none is left out, so that the step asks for it. */
function stepColumns(fields: Record<string, unknown>): Partial<Pick<CaseRecord, (typeof STEP_COLUMNS)[number]>> {
	return Object.fromEntries(
		STEP_COLUMNS.flatMap((column) => {
			const value = fields[column]
			if (typeof value !== 'string' || value.trim() === '') return []
			if (column === 'effectiveOn' && !isLocalDate(value)) return []
			return [[column, value.trim()] as const]
		}),
	)
}
