import type { LocalizedText } from '#app/core/localized.ts'
import type { Action } from '#app/core/permission.ts'
import { rolesThatMay } from '#app/features/roles/role-names.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ownPrincipal } from './acting-for.server.ts'
import { Approval } from './approval.entity.server.ts'
import { approverProblem, countApprovals } from './count-approvals.ts'
import { dueAt } from './duration.model.ts'
import { termsHash } from './load-position.server.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { readRecords } from './record.queries.server.ts'
import type { TransitionContext, UncountedApproval, WorkflowPosition } from './workflow.model.ts'
import { titleOf } from './workflow.model.ts'
import type { WorkflowTransition } from './workflow.schema.ts'
import { isRecordKind, type RecordKind, recordKindOf, subjectOf } from './workflow-subjects.model.ts'

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
	have: number
	need: number
	given: ApprovalView[]
	mayStill: string[]
}

/** People shown by name as those who may still approve. */
const NAMED = 12
const NOBODY = { id: '', kind: 'system', roles: [] } as const

/** The approvals of a record's steps from its present state, with who gave them and who may still. */
export async function readApprovals(
	ctx: Context,
	of: { kind: RecordKind; instance: { id: string; entry: number } },
	position: WorkflowPosition,
	transitions: readonly WorkflowTransition[],
): Promise<ApprovalStanding[]> {
	const approvable = transitions.filter((transition) => transition.approval)
	if (approvable.length === 0) return []
	const { id: instanceId, entry } = of.instance
	const rows = await ctx.em.find(Approval, { instanceId, entry }, { orderBy: { at: 'asc', id: 'asc' }, limit: 200 })
	const standings: ApprovalStanding[] = []
	for (const transition of approvable) standings.push(await standingOf(ctx, of.kind, position, transition, rows))
	return standings
}

async function standingOf(
	ctx: Context,
	kind: RecordKind,
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
			mine: !row.withdrawnAt && (row.approverId === ctx.actor.id || row.delegateId === ctx.actor.id),
		}
	})
	const counted = new Set(count.counted)
	const used = new Set(own.flatMap((row) => (counted.has(row.approverId) ? [row.approverId, row.delegateId] : [])))
	const people = await candidates(ctx, kind, transition, count.have)
	const mayStill = people
		.filter((person) => !used.has(person.id) && approverProblem(approval, position, person) === null)
		.map((person) => person.name)
	return {
		transition: transition.key,
		have: count.have,
		need: approval.quorum,
		given,
		mayStill: mayStill.slice(0, NAMED),
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

/** People who may take the step, and have a role that approves it where it names any. */
async function candidates(
	ctx: Context,
	kind: RecordKind,
	transition: WorkflowTransition,
	have: number,
): Promise<{ id: string; name: string; roles: string[] }[]> {
	const next = transition.approval?.sequence?.[have]
	const able = await rolesFor(ctx, kind, transition.permission?.action ?? '')
	const roles = next ? [next] : (transition.approval?.roles ?? able)
	return ctx.em.execute(
		`select a.id, a.name, array_agg(distinct h.role) as roles from membership m
		join account a on a.id = m.account_id and a.disabled_at is null
		left join tenant_role r on r.tenant_id = m.tenant_id and r.key = m.role and r.retired_at is null
		cross join lateral (select m.role union select r.base where r.base is not null) h(role)
		where m.tenant_id = ? and m.disabled_at is null and m.party_id is null
		group by a.id, a.name having array_agg(h.role) && (select array_agg(r) from jsonb_array_elements_text(?::jsonb) r)
			and array_agg(m.role) && (select array_agg(r) from jsonb_array_elements_text(?::jsonb) r)
		order by a.name limit 50`,
		[ctx.tenant.id, JSON.stringify(roles), JSON.stringify(able)],
	)
}

const rolesFor = async (ctx: Context, kind: RecordKind, action: string): Promise<string[]> =>
	(await rolesThatMay(ctx, subjectOf(kind).ability, action)).map(({ key }) => key)

/** A record whose step waits for the reader's approval, for a work list. */
export type WaitingApproval = {
	kind: RecordKind
	id: string
	label: string
	href: string
	transition: string
	title: LocalizedText
	have: number
	need: number
	since: string
}

type Waiting = {
	version_id: string
	state: string
	instance_id: string
	entry: number
	entered_at: string | Date
	subject_type: string
	subject_id: string
}

/**
 * Records that wait for an approval which the reader may give by role and has not given, the longest waiting first; at
 * most `limit`. Reads the versions in use, then the records in states from which an approvable step leads. Exclusions of
 * a single record (who asked, who edited) are for its page, which says so.
 */
export async function approvalsWaitingFor(ctx: Context, limit = 100): Promise<WaitingApproval[]> {
	const places = await approvablePlaces(ctx)
	if (places.length === 0) return []
	const rows = await ctx.em.execute<Waiting[]>(
		`select i.version_id, i.state, i.id as instance_id, i.entry, i.entered_at, i.subject_type, i.subject_id from workflow_instance i
		where (i.version_id, i.state) in (select (p->>0)::uuid, p->>1 from jsonb_array_elements(?::jsonb) p)
		order by i.entered_at, i.id limit ?`,
		[JSON.stringify(places.map(({ version, state }) => [version, state])), limit],
	)
	return describe(ctx, rows, places)
}

/** A state of a version in use from which a step leads that the reader may take, and approve by role. */
export type ApprovablePlace = { version: string; state: string; transition: WorkflowTransition }

/** Where the reader's approval may be wanted, over all versions that records are pinned to. */
export async function approvablePlaces(ctx: Context): Promise<ApprovablePlace[]> {
	if (ctx.actor.kind !== 'person') return []
	const { roles } = ownPrincipal(ctx)
	const versions = await ctx.em.execute<{ version_id: string }[]>('select distinct version_id from workflow_instance')
	const places: ApprovablePlace[] = []
	for (const { version_id: version } of versions) {
		const { definition } = await loadPinnedWorkflow(ctx, version)
		const kind = recordKindOf(definition.key)
		for (const transition of definition.transitions) {
			const action = transition.permission?.action as Action | undefined
			if (kind && !(action && ctx.ability.can(action, subjectOf(kind).ability))) continue
			const wanted = transition.approval?.roles
			if (!transition.approval || (wanted && !wanted.some((role) => roles.some((own) => own === role)))) continue
			for (const state of transition.from) places.push({ version, state, transition })
		}
	}
	return places
}

async function describe(
	ctx: Context,
	rows: readonly Waiting[],
	places: readonly ApprovablePlace[],
): Promise<WaitingApproval[]> {
	const given = await ctx.em.find(Approval, {
		instanceId: { $in: rows.map((row) => row.instance_id) },
		withdrawnAt: null,
	})
	const records = new Map<string, { label: string }>()
	for (const [kind, own] of Map.groupBy(rows, (row) => row.subject_type)) {
		if (!isRecordKind(kind)) continue
		for (const [id, record] of await readRecords(
			ctx,
			kind,
			own.map((row) => row.subject_id),
		))
			records.set(id, record)
	}
	return rows.flatMap((row) => {
		const kind = row.subject_type
		const record = records.get(row.subject_id)
		if (!isRecordKind(kind) || !record) return []
		return places
			.filter((place) => place.version === row.version_id && place.state === row.state)
			.flatMap(({ transition }): WaitingApproval[] => {
				const terms = termsHash(transition)
				const own = given.filter(
					(one) =>
						one.instanceId === row.instance_id &&
						one.entry === row.entry &&
						one.transition === transition.key &&
						one.termsHash === terms,
				)
				if (own.some((one) => one.approverId === ctx.actor.id || one.delegateId === ctx.actor.id)) return []
				return [
					{
						kind,
						id: row.subject_id,
						label: record.label,
						href: `${subjectOf(kind).path}/${row.subject_id}`,
						transition: transition.key,
						title: titleOf(transition),
						have: own.length,
						need: transition.approval?.quorum ?? 1,
						since: new Date(row.entered_at).toISOString(),
					},
				]
			})
	})
}
