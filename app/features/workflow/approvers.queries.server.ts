import { rolesThatMay } from '#app/features/roles/role-names.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type MemberRow, type Principal, principalsOf } from './acting-for.server.ts'
import { approverProblem, countApprovals, isTheirTurn } from './count-approvals.ts'
import { allowedActions } from './load-position.server.ts'
import type { WorkflowPosition } from './workflow.model.ts'
import type { WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

/** Somebody who may still approve a step, with those who may do so in their name by a delegation in force. */
export type PossibleApprover = { id: string; name: string; standIns: { id: string; name: string }[] }

type Asked = {
	kind: RecordKind
	definition: WorkflowDefinition
	/** Columns that permissions look at. */
	record: Record<string, unknown>
	/** With the approvals given so far. */
	position: WorkflowPosition
	transition: WorkflowTransition
}

const NOBODY = { id: '', kind: 'system', roles: [] } as const

/**
 * People of the house whose approval of a step would count now: they may take it on this record (role, site), have a role
 * that approves it and whose turn it is, are not excluded by what they did, and have not approved. Training is left aside:
 * it can be caught up on. Two statements.
 */
export async function possibleApprovers(ctx: Context, asked: Asked): Promise<PossibleApprover[]> {
	const { kind, definition, record, position, transition } = asked
	const { approval, permission } = transition
	if (!approval) return []
	const count = countApprovals(
		approval,
		position,
		{ transition: transition.key },
		{ now: ctx.now, actor: NOBODY, allowed: new Set() },
	)
	const used = new Set(approval.distinct === false ? [] : usedUp(count.counted, position, transition.key))
	const people = principalsOf(await candidateRows(ctx, asked), null).filter(
		(person) =>
			!used.has(person.id) &&
			(!permission || allowedActions(person, kind, definition, record).has(permission.action)) &&
			isTheirTurn(approval, count.have, person.roles),
	)
	const standIns = await standInsOf(ctx, kind, people)
	return people.flatMap((person): PossibleApprover[] => {
		const counts = (delegateId?: string) => approverProblem(approval, position, { ...person, delegateId }) === null
		const own = (standIns.get(person.id) ?? []).filter(({ id }) => !used.has(id) && counts(id))
		return counts() ? [{ id: person.id, name: person.name, standIns: own }] : []
	})
}

/** Whose approvals count, and who gave them in the name of others. */
const usedUp = (counted: readonly string[], { approvals = [] }: WorkflowPosition, transition: string): string[] =>
	approvals
		.filter((one) => one.transition === transition && !one.lost && counted.includes(one.approverId))
		.flatMap((one) => [one.approverId, ...(one.delegateId ? [one.delegateId] : [])])

async function candidateRows(ctx: Context, { kind, transition }: Asked): Promise<MemberRow[]> {
	const { approval, permission } = transition
	const able = (await rolesThatMay(ctx, subjectOf(kind).ability, permission?.action ?? '')).map(({ key }) => key)
	return ctx.em.execute<MemberRow[]>(
		`select a.id, a.name, a.email, m.role, m.site_id, r.title as role_title, r.base as role_base, r.permissions as role_permissions from membership m
		join account a on a.id = m.account_id and a.disabled_at is null
		left join tenant_role r on r.tenant_id = m.tenant_id and r.key = m.role and r.retired_at is null
		where m.tenant_id = ? and m.disabled_at is null and m.party_id is null and m.account_id in (
			select o.account_id from membership o left join tenant_role t on t.tenant_id = o.tenant_id and t.key = o.role and t.retired_at is null
			where o.tenant_id = ? and o.disabled_at is null and o.party_id is null group by o.account_id
			having bool_or(o.role in (select jsonb_array_elements_text(?::jsonb)))
				and bool_or(o.role in (select jsonb_array_elements_text(?::jsonb)) or t.base in (select jsonb_array_elements_text(?::jsonb))))
		order by a.name, a.id`,
		[ctx.tenant.id, ctx.tenant.id, JSON.stringify(able), ...twice(JSON.stringify(approval?.roles ?? able))],
	)
}

const twice = <T>(value: T): [T, T] => [value, value]

async function standInsOf(
	ctx: Context,
	kind: RecordKind,
	people: readonly Principal[],
): Promise<Map<string, { id: string; name: string }[]>> {
	if (people.length === 0) return new Map()
	const rows = await ctx.em.execute<{ delegator_id: string; id: string; name: string }[]>(
		`select distinct d.delegator_id, a.id, a.name from delegation d
		join account a on a.id = d.delegate_id and a.disabled_at is null
		join membership m on m.tenant_id = d.tenant_id and m.account_id = a.id and m.disabled_at is null and m.party_id is null
		where d.delegator_id = any(?::uuid[]) and d.starts_at <= ? and d.ends_at > ? and d.ended_at is null
			and (cardinality(d.kinds) = 0 or ? = any(d.kinds)) and m.tenant_id = ? order by a.name, a.id`,
		[`{${people.map((person) => person.id).join(',')}}`, ctx.now, ctx.now, kind, ctx.tenant.id],
	)
	return Map.groupBy(rows, (row) => row.delegator_id)
}
