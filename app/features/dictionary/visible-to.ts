import type { Attribute } from './attribute.model.ts'

/** Who looks: one of the tenant's own people by role, a program of the tenant, a partner, the public. */
export type Viewer = { kind: 'inside'; roles: readonly string[] | 'all' } | { kind: 'partner' } | { kind: 'public' }

/** Whether an attribute and its values are for somebody's eyes. */
export function isVisibleTo(attribute: Pick<Attribute, 'roles' | 'partner' | 'public'>, viewer: Viewer): boolean {
	if (viewer.kind === 'public') return attribute.public
	if (viewer.kind === 'partner') return attribute.partner
	const { roles } = viewer
	return roles === 'all' || attribute.roles.length === 0 || attribute.roles.some((role) => roles.includes(role))
}
