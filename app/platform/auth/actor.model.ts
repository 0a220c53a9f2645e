import { isRoleKey, type RoleKey } from '#app/core/permission.ts'
import type { TenantRole } from '#app/core/tenant-role.ts'

/** Who acts. A partner's person or key carries `partyId`. */
export type Actor =
	| {
			kind: 'person'
			id: string
			name: string
			email: string
			/** Keys of the roles held: the portal's and the tenant's own. */
			roles: string[]
			/** Those of them that the tenant has otherwise than they come with the portal. */
			tenantRoles?: readonly TenantRole[]
			partyId: string | null
			siteId: string | null
	  }
	| { kind: 'api-key'; id: string; name: string; scopes: string[]; partyId: string | null }
	| { kind: 'system'; id: null; name: string }
	| { kind: 'public'; id: null; name: string }
	| { kind: 'grant'; id: string; name: string; grant: 'invitation' | 'recall-notice' | 'connection'; subjectId: string }

export const SYSTEM_ACTOR: Actor = { kind: 'system', id: null, name: 'Lotline' }
export const PUBLIC_ACTOR: Actor = { kind: 'public', id: null, name: 'Public' }

/** The partner an actor acts for, or null for the tenant's own. */
export const partyOf = (actor: Actor): string | null =>
	actor.kind === 'person' || actor.kind === 'api-key' ? actor.partyId : null

/** The account behind an actor, or null: what `…_by` columns hold. */
export const accountOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.id : null)

/**
 * The portal's roles behind those a person holds: one of the tenant's own counts as the one that it was made from. For
 * first pages and menus; what somebody may do is the ability's.
 */
export function baseRolesOf(actor: Actor): RoleKey[] {
	if (actor.kind !== 'person') return []
	return actor.roles.flatMap((key) => {
		const own = actor.tenantRoles?.find((role) => role.key === key)
		return own ? [own.base] : isRoleKey(key) ? [key] : []
	})
}
