import { newId } from '#app/core/ids.ts'
import { nextNumber } from '#app/features/lots/next-code.server.ts'
import { startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CaseLink, QualityCase } from './case.entity.server.ts'
import {
	CASES,
	type CaseKind,
	type CaseTopic,
	type ChangeContent,
	type LinkRole,
	type LinkSubject,
	type OnboardingContent,
	type SupplierApproval,
} from './case.model.ts'

/** Something that a case is about, came from, or has led to; of lots, how much in the lot's unit. */
export type NewLink = {
	type: LinkSubject
	id: string
	role: LinkRole
	quantity?: string | undefined
	unit?: string | undefined
}

export type NewCase = {
	kind: CaseKind
	title: string
	description: string
	topic?: CaseTopic | null | undefined
	severity?: string | null | undefined
	partyId?: string | null | undefined
	siteId?: string | null | undefined
	responsibleId?: string | null | undefined
	/** `YYYY-MM-DD` */
	dueOn?: string | null | undefined
	change?: ChangeContent | null | undefined
	onboarding?: OnboardingContent | null | undefined
	supplierApproval?: SupplierApproval | null | undefined
	/** The state in which its workflow begins, where that is not the first. */
	state?: string | undefined
	links?: readonly NewLink[] | undefined
	openedBy: string | null
	/** Why, for the trail; what it is about where absent. */
	reason?: string | null | undefined
}

/**
 * Stores a case with its number and links, begins its workflow and notes it. Permission and whether the links exist are
 * the caller's: a person's, or the portal's own.
 */
export async function writeCase(ctx: Context, given: NewCase): Promise<{ id: string; number: string }> {
	const { kind, title, description, links = [] } = given
	const number = await nextNumber(ctx, kind, CASES[kind].pattern)
	const id = newId()
	ctx.em.create(QualityCase, {
		id,
		kind,
		number,
		title,
		description,
		topic: given.topic ?? null,
		severity: given.severity ?? null,
		partyId: given.partyId ?? null,
		siteId: given.siteId ?? null,
		// The workflow begins a few lines below and says what is.
		status: '',
		category: '',
		openedAt: ctx.now,
		openedBy: given.openedBy,
		responsibleId: given.responsibleId ?? null,
		dueOn: given.dueOn ?? null,
		change: given.change ?? null,
		onboarding: given.onboarding ?? null,
		supplierApproval: given.supplierApproval ?? null,
	})
	// The links refer to it by columns that the ORM does not know as a relation.
	await ctx.em.flush()
	for (const link of links) ctx.em.create(CaseLink, newLink(id, link))
	await startWorkflow(ctx, kind, [id], {
		reason: given.reason ?? title,
		...(given.state ? { state: given.state } : {}),
	})
	ctx.audit.record({
		action: `${kind}.open`,
		subject: { type: kind, id, label: number },
		after: {
			title,
			topic: given.topic ?? null,
			...(given.severity ? { severity: given.severity } : {}),
			...(given.partyId ? { partyId: given.partyId } : {}),
			...(given.dueOn ? { dueOn: given.dueOn } : {}),
			...(given.change ? { change: given.change } : {}),
			...(given.onboarding ? { documents: given.onboarding.documents } : {}),
			...(given.supplierApproval ? { approval: given.supplierApproval } : {}),
			links: links.map(({ type, id: to, role, quantity, unit }) => ({
				type,
				id: to,
				role,
				...(quantity ? { quantity: `${quantity} ${unit ?? ''}`.trim() } : {}),
			})),
		},
		reason: given.reason ?? description.slice(0, 1000),
	})
	return { id, number }
}

/** A link's row. */
export const newLink = (caseId: string, link: NewLink) => ({
	id: newId(),
	caseId,
	role: link.role,
	subjectType: link.type,
	subjectId: link.id,
	quantity: link.quantity ?? null,
	unit: link.unit ?? null,
})
