import type { LocalizedText } from '#app/core/localized.ts'
import type { Action, RoleKey, SubjectName } from '#app/core/permission.ts'
import { roleTitle } from '#app/core/tenant-role.ts'
import { permissions as portalPermissions } from '#app/platform/auth/ability.server.ts'
import { baseRolesOf, partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { COUNTED_MOST } from './counted.model.ts'

export type PersonChoice = { accountId: string; name: string; email: string }

/** A living member, or null. */
export async function readPerson(ctx: Context, accountId: string): Promise<PersonChoice | null> {
	const [row] = await ctx.em.execute<PersonChoice[]>(
		`select a.id as "accountId", a.name, a.email from membership m join account a on a.id = m.account_id
		where m.tenant_id = ? and a.id::text = ? and m.disabled_at is null and a.disabled_at is null limit 1`,
		[ctx.tenant.id, accountId],
	)
	return row ?? null
}

/** What is counted, and how; row-level security narrows each to what the person may see. */
const COUNTS: readonly { subject: SubjectName; from: string }[] = [
	{ subject: 'Lot', from: 'lot' },
	{ subject: 'Delivery', from: "shipment where direction = 'inbound'" },
	{ subject: 'Shipment', from: "shipment where direction = 'outbound'" },
	{ subject: 'ProductionOrder', from: 'production_order' },
	{ subject: 'Document', from: 'document' },
	{ subject: 'Item', from: 'item' },
	{ subject: 'Recall', from: 'recall_case' },
]

export type PersonView = {
	roles: { title: LocalizedText; base: RoleKey | null }[]
	bases: RoleKey[]
	party: LocalizedText | null
	site: LocalizedText | null
	permissions: { subject: SubjectName; actions: Action[]; ownOnly: boolean }[]
	/** Records of each kind that the person can open, counted up to `COUNTED_MOST`. */
	counts: { subject: SubjectName; count: number }[]
	lots: { id: string; code: string }[]
}

/** What the acting person may do, by subject, in the order of the portal's table. */
function permissionsOf(ctx: Context): PersonView['permissions'] {
	const subjects = [...new Set(portalPermissions.map((line) => line.subject))]
	return subjects.flatMap((subject) => {
		const known = [...new Set(portalPermissions.flatMap((line) => (line.subject === subject ? line.actions : [])))]
		const actions = known.filter((action) => ctx.ability.can(action, subject))
		const rules = ctx.ability.rules.filter((rule) => rule.subject === subject)
		return actions.length > 0 ? [{ subject, actions, ownOnly: rules.every((rule) => rule.conditions) }] : []
	})
}

/**
 * What the acting person sees: to be called in a unit of work of that person (`withBehalfContext`). Changes nothing.
 * Three statements.
 */
export async function viewOfPerson(ctx: Context): Promise<PersonView> {
	const { actor } = ctx
	const permissions = permissionsOf(ctx)
	const counted = COUNTS.filter(({ subject }) => ctx.ability.can('read', subject))
	const [row] =
		counted.length > 0
			? await ctx.em.execute<Record<string, number>[]>(
					`select ${counted
						.map(
							({ subject, from }) =>
								`(select count(*)::int from (select 1 from ${from} limit ${COUNTED_MOST + 1}) c) as "${subject}"`,
						)
						.join(', ')}`,
				)
			: []
	const lots = ctx.ability.can('read', 'Lot')
		? await ctx.em.execute<{ id: string; code: string }[]>(
				'select id, code from lot order by updated_at desc, id desc limit 5',
			)
		: []
	const [place] = await ctx.em.execute<{ party: LocalizedText | null; site: LocalizedText | null }[]>(
		'select (select name from party where id = ?) as party, (select name from site where id = ?) as site',
		[partyOf(actor), actor.kind === 'person' ? actor.siteId : null],
	)
	const own = actor.kind === 'person' ? (actor.tenantRoles ?? []) : []
	return {
		roles: (actor.kind === 'person' ? actor.roles : []).map((key) => {
			const changed = own.find((role) => role.key === key)
			return { title: roleTitle(key, changed), base: changed?.base ?? null }
		}),
		bases: baseRolesOf(actor),
		party: place?.party ?? null,
		site: place?.site ?? null,
		permissions,
		counts: counted.map(({ subject }) => ({ subject, count: row?.[subject] ?? 0 })),
		lots,
	}
}
