import type { RoleKey } from '#app/core/permission.ts'

/** Who acts. A partner's person or key carries `partyId`. */
export type Actor =
	| {
			kind: 'person'
			id: string
			name: string
			email: string
			roles: RoleKey[]
			partyId: string | null
			siteId: string | null
	  }
	| { kind: 'api-key'; id: string; name: string; scopes: string[]; partyId: string | null }
	| { kind: 'system'; id: null; name: string }
	| { kind: 'public'; id: null; name: string }
	| { kind: 'grant'; id: string; name: string; grant: 'invitation' | 'recall-notice'; subjectId: string }

export const SYSTEM_ACTOR: Actor = { kind: 'system', id: null, name: 'Lotline' }
export const PUBLIC_ACTOR: Actor = { kind: 'public', id: null, name: 'Public' }

/** The partner an actor acts for, or null for the tenant's own. */
export const partyOf = (actor: Actor): string | null =>
	actor.kind === 'person' || actor.kind === 'api-key' ? actor.partyId : null

/** The account behind an actor, or null: what `…_by` columns hold. */
export const accountOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.id : null)
