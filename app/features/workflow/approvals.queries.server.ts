import type { LocalizedText } from '#app/core/localized.ts'
import type { Action } from '#app/core/permission.ts'
import type { Em } from '#app/platform/db/orm.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ownPrincipal, type Principal } from './acting-for.server.ts'
import { Approval } from './approval.entity.server.ts'
import { possibleApprovers } from './approvers.queries.server.ts'
import { countApprovals } from './count-approvals.ts'
import { dueAt } from './duration.model.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { movesOf } from './record.queries.server.ts'
import { type TransitionContext, titleOf, type UncountedApproval, type WorkflowPosition } from './workflow.model.ts'
import type { WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'
import { type RecordKind, recordKindOf, subjectOf } from './workflow-subjects.model.ts'

/** One approval of this stay, as a page shows it. */
export type ApprovalView = {
	id: string
	transition: string
	approver: string
	delegate: string | null
	at: string
	expiresAt: string | null
	note: string | null
	signatureId: string | null
	/** What it was given on beside the record. */
	covers: Record<string, unknown> | null
	/** Null: it counts. */
	why: UncountedApproval | null
	/** Whether the reader may take it back. */
	mine: boolean
}

/** How far the approvals of one step are: "1 of 2", by whom, and who may still approve. */
export type ApprovalStanding = {
	transition: string
	/** What the step is called, also for who may not take it. */
	title: LocalizedText
	have: number
	need: number
	given: ApprovalView[]
	/** The first of those who may still approve, and how many more may. */
	mayStill: string[]
	mayStillMore: number
}

/** People shown by name as those who may still approve. */
const NAMED = 12
const NOBODY = { id: '', kind: 'system', roles: [] } as const

type RecordAsked = { kind: RecordKind; definition: WorkflowDefinition; record: Record<string, unknown> }

/** The approvals of a record's steps from its present state, with who gave them and who may still. */
export async function readApprovals(
	ctx: Context,
	of: RecordAsked & { instance: { id: string; entry: number } },
	position: WorkflowPosition,
	transitions: readonly WorkflowTransition[],
): Promise<ApprovalStanding[]> {
	const approvable = transitions.filter((transition) => transition.approval)
	if (approvable.length === 0) return []
	const { id: instanceId, entry } = of.instance
	const rows = await ctx.em.find(Approval, { instanceId, entry }, { orderBy: { at: 'asc', id: 'asc' } })
	const standings: ApprovalStanding[] = []
	for (const transition of approvable) standings.push(await standingOf(ctx, of, position, transition, rows))
	return standings
}

async function standingOf(
	ctx: Context,
	of: RecordAsked,
	position: WorkflowPosition,
	transition: WorkflowTransition,
	rows: readonly Approval[],
): Promise<ApprovalStanding> {
	const { approval } = transition
	if (!approval) throw new Error('A step without approval has no standing of it')
	// Counted with nobody acting: what is there, not what the reader would add.
	const context: TransitionContext = { now: ctx.now, actor: NOBODY, allowed: new Set() }
	const count = countApprovals(approval, position, { transition: transition.key }, context)
	const own = rows.filter((row) => row.transition === transition.key)
	const whyNot = new Map<string, UncountedApproval[]>()
	for (const { approverId, why } of count.notCounted) whyNot.set(approverId, [...(whyNot.get(approverId) ?? []), why])
	const given = own.map((row): ApprovalView => {
		const why = row.withdrawnAt ? takeFirst(whyNot, row.approverId, 'withdrawn') : takeFirst(whyNot, row.approverId)
		return {
			id: row.id,
			transition: row.transition,
			approver: row.approverName,
			delegate: row.delegateName ?? null,
			at: row.at.toISOString(),
			expiresAt: approval.expires ? dueAt(row.at, approval.expires).toISOString() : null,
			note: row.note ?? null,
			signatureId: row.signatureId ?? null,
			covers: row.covers ?? null,
			why,
			mine:
				!row.withdrawnAt && why !== 'expired' && (row.approverId === ctx.actor.id || row.delegateId === ctx.actor.id),
		}
	})
	const people = await possibleApprovers(ctx, { ...of, position, transition })
	return {
		transition: transition.key,
		title: titleOf(transition),
		have: count.have,
		need: approval.quorum,
		given,
		mayStill: people.slice(0, NAMED).map((person) => person.name),
		mayStillMore: Math.max(people.length - NAMED, 0),
	}
}

function takeFirst(
	from: Map<string, UncountedApproval[]>,
	approverId: string,
	wanted?: UncountedApproval,
): UncountedApproval | null {
	const left = from.get(approverId) ?? []
	const at = left.findIndex((why) => (wanted ? why === wanted : why !== 'withdrawn'))
	return at < 0 ? null : (left.splice(at, 1)[0] ?? null)
}

/** A state of a version in use from which a step leads that a person may take and that others have to approve. */
export type ApprovablePlace = {
	version: string
	/** Null where nothing of the portal moves through it. */
	kind: RecordKind | null
	state: string
	transition: WorkflowTransition
	/** Whether the person has a role that approves it. */
	byRole: boolean
	/** The actions that the version's steps leave in the audit trail. */
	moves: readonly string[]
}

const askedIn = new WeakMap<Em, Map<string, Promise<ApprovablePlace[]>>>()

/**
 * Where an approval may be wanted of steps that a person may take (the actor, or one in whose name they act), over all
 * versions in use; read once in a unit of work.
 */
export function approvablePlaces(ctx: Context, as: Principal = ownPrincipal(ctx)): Promise<ApprovablePlace[]> {
	const known = askedIn.get(ctx.em) ?? new Map<string, Promise<ApprovablePlace[]>>()
	askedIn.set(ctx.em, known)
	const places = known.get(as.id) ?? findPlaces(ctx, as)
	known.set(as.id, places)
	return places
}

async function findPlaces(ctx: Context, { roles, ability }: Principal): Promise<ApprovablePlace[]> {
	if (ctx.actor.kind !== 'person') return []
	const places: ApprovablePlace[] = []
	for (const { version, kind, definition } of await versionsInUse(ctx)) {
		const moves = kind ? movesOf(kind, definition) : []
		for (const transition of definition.transitions) {
			const action = transition.permission?.action as Action | undefined
			if (!transition.approval) continue
			if (kind && !(action && ability.can(action, subjectOf(kind).ability))) continue
			const wanted = transition.approval.roles
			const byRole = !wanted || wanted.some((role) => roles.some((own) => own === role))
			for (const state of transition.from) places.push({ version, kind, state, transition, byRole, moves })
		}
	}
	return places
}

export type VersionInUse = { version: string; kind: RecordKind | null; definition: WorkflowDefinition }

const usedIn = new WeakMap<Em, Promise<VersionInUse[]>>()

/** The versions of workflows that records stand in; read once in a unit of work. */
export function versionsInUse(ctx: Context): Promise<VersionInUse[]> {
	const known = usedIn.get(ctx.em) ?? readVersions(ctx)
	usedIn.set(ctx.em, known)
	return known
}

async function readVersions(ctx: Context): Promise<VersionInUse[]> {
	const rows = await ctx.em.execute<{ version_id: string }[]>('select distinct version_id from workflow_instance')
	const versions: VersionInUse[] = []
	for (const { version_id: version } of rows) {
		const { definition } = await loadPinnedWorkflow(ctx, version)
		versions.push({ version, kind: recordKindOf(definition.key), definition })
	}
	return versions
}
