import { isRoleKey, type RoleKey } from '#app/core/permission.ts'
import type { RolePermissions, TenantRole } from '#app/core/tenant-role.ts'
import { type AppAbility, abilityFor } from '#app/platform/auth/ability.server.ts'
import { type Actor, baseRolesOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/** Whose rights decide: the actor's own, or those of a person in whose name the actor acts. */
export type Principal = {
	id: string
	name: string
	/** Keys of the roles held; one of the tenant's own stands beside the portal's role that it was made from. */
	roles: readonly string[]
	siteId: string | null
	ability: AppAbility
	/** Who acts, where that is a delegate. */
	delegate: { id: string; name: string } | null
}

/** A membership of a person, with the role as the tenant has it where that is its own. */
export type MemberRow = {
	id: string
	name: string
	email: string
	role: string
	site_id: string | null
	role_title: TenantRole['title'] | null
	role_base: RoleKey | null
	role_permissions: RolePermissions | null
}

/** Keys of the roles that an actor holds; one of the tenant's own stands beside the portal's role that it was made from. */
export const heldRoles = (actor: Actor): string[] =>
	actor.kind === 'person' ? [...new Set([...actor.roles, ...baseRolesOf(actor)])] : []

/** The role of a membership where the tenant has it otherwise than the portal. */
const tenantRoleOf = (row: MemberRow): TenantRole[] =>
	row.role_title && row.role_base && row.role_permissions
		? [{ key: row.role, title: row.role_title, base: row.role_base, permissions: row.role_permissions }]
		: []

/** A person in whose name the actor may act now: for which kinds of record (null: all), and until when. */
export type StoodInFor = { principal: Principal; kinds: readonly RecordKind[] | null; until: Date }

/**
 * The people in whose name the actor may act now: delegations in force, of people who are still members, each with the
 * roles they hold now. A delegation gives no more than its delegator has at this moment. Only among people of the same
 * partner, or of the house. One statement.
 */
export async function stoodInFor(ctx: Context): Promise<StoodInFor[]> {
	const { actor } = ctx
	if (actor.kind !== 'person') return []
	const rows = await ctx.em.execute<(MemberRow & { kinds: RecordKind[][]; until: string })[]>(
		`select a.id, a.name, a.email, m.role, m.site_id, r.title as role_title, r.base as role_base, r.permissions as role_permissions,
			jsonb_agg(to_jsonb(d.kinds)) as kinds, max(d.ends_at) as until from delegation d
		join account a on a.id = d.delegator_id and a.disabled_at is null
		join membership m on m.tenant_id = d.tenant_id and m.account_id = d.delegator_id and m.disabled_at is null
		left join tenant_role r on r.tenant_id = m.tenant_id and r.key = m.role and r.retired_at is null
		where d.delegate_id = ? and d.starts_at <= ? and d.ends_at > ? and d.ended_at is null
			and m.tenant_id = ? and m.party_id is not distinct from ?::uuid
		group by a.id, a.name, a.email, m.role, m.site_id, r.title, r.base, r.permissions order by a.name, a.id`,
		[actor.id, ctx.now, ctx.now, ctx.tenant.id, actor.partyId],
	)
	return principalsOf(rows, actor.partyId, { id: actor.id, name: actor.name }).flatMap((principal): StoodInFor[] => {
		const row = rows.find(({ id }) => id === principal.id)
		if (!row) return []
		const kinds = row.kinds.some((some) => some.length === 0) ? null : [...new Set(row.kinds.flat())]
		return [{ principal, kinds, until: new Date(row.until) }]
	})
}

/** Those in whose name the actor may act now for a kind of record. One statement. */
export const delegatorsOf = async (ctx: Context, kind: RecordKind): Promise<Principal[]> =>
	(await stoodInFor(ctx))
		.filter(({ kinds }) => kinds === null || kinds.includes(kind))
		.map(({ principal }) => principal)

/** People by their memberships, each once with all roles that they hold; of one partner, or of the house (null). */
export const principalsOf = (
	rows: readonly MemberRow[],
	partyId: string | null,
	delegate: Principal['delegate'] = null,
): Principal[] =>
	[...Map.groupBy(rows, (row) => row.id).values()].flatMap((own) => {
		const [first] = own
		if (!first) return []
		const tenantRoles = own.flatMap(tenantRoleOf)
		const held = own.map((row) => row.role)
		const roles = held.filter((role) => isRoleKey(role) || tenantRoles.some((one) => one.key === role))
		const siteId = own.find((row) => row.site_id)?.site_id ?? null
		const { id, name, email } = first
		const person = { kind: 'person' as const, id, name, email, roles, tenantRoles, partyId, siteId }
		return [{ id, name, roles: heldRoles(person), siteId, ability: abilityFor(person), delegate }]
	})

/** The actor with their own rights. */
export function ownPrincipal(ctx: Context): Principal {
	const { actor } = ctx
	const person = actor.kind === 'person' ? actor : null
	return {
		id: actor.id ?? 'system',
		name: actor.name,
		roles: heldRoles(actor),
		siteId: person?.siteId ?? null,
		ability: ctx.ability,
		delegate: null,
	}
}

/** In whose name something is asked: the actor's own, or a delegator's; null where there is no delegation in force. */
export async function principalFor(
	ctx: Context,
	kind: RecordKind,
	inNameOf: string | undefined,
): Promise<Principal | null> {
	if (!inNameOf || inNameOf === ctx.actor.id) return ownPrincipal(ctx)
	return (await delegatorsOf(ctx, kind)).find((principal) => principal.id === inNameOf) ?? null
}
