import type { LocalizedText } from './localized.ts'
import {
	type Action,
	PARTNER_ROLES,
	type Permission,
	ROLE_TITLES,
	type RoleKey,
	type SubjectName,
} from './permission.ts'

/** What a role may do, by what it is done to. */
export type RolePermissions = Partial<Record<SubjectName, readonly Action[]>>

/** A role where a tenant has it otherwise than it comes with the portal: changed, or one of the tenant's own. */
export type TenantRole = {
	key: string
	title: LocalizedText
	/** The role of the portal that it is, or was made from: it decides first page, menu and, for partners, what it may be given. */
	base: RoleKey
	permissions: RolePermissions
}

/** A role's name for people. */
export type RoleName = { key: string; title: LocalizedText }

/** What the first role of the portal may always do, so that no tenant locks itself out: look after people and roles. */
export const KEPT: RolePermissions = {
	Home: ['read'],
	Role: ['read', 'create', 'update'],
	Member: ['read', 'invite', 'update'],
}
/** The role that keeps `KEPT`, and of which somebody always stays. */
export const KEEPER: RoleKey = 'compliance_admin'

const isPartner = (role: RoleKey): boolean => PARTNER_ROLES.includes(role)

/** The lines of the portal's table that give a role what it has as shipped. */
const linesOf = (lines: readonly Permission[], role: RoleKey): Permission[] =>
	lines.filter((line) => line.roles.includes(role))

/**
 * The lines from which a role made from `base` may be put together: a partner's those of its own kind, which reach its
 * own party's records and no others; the tenant's own people's all that any of them has.
 */
const grantableLines = (lines: readonly Permission[], base: RoleKey): Permission[] =>
	isPartner(base) ? linesOf(lines, base) : lines.filter((line) => line.roles.some((role) => !isPartner(role)))

function gather(lines: readonly Permission[]): RolePermissions {
	const gathered = new Map<SubjectName, Set<Action>>()
	for (const { subject, actions } of lines) {
		const known = gathered.get(subject) ?? new Set<Action>()
		for (const action of actions) known.add(action)
		gathered.set(subject, known)
	}
	return Object.fromEntries([...gathered].map(([subject, actions]) => [subject, [...actions]]))
}

/** What a role may do as it comes with the portal. */
export const shippedPermissions = (lines: readonly Permission[], role: RoleKey): RolePermissions =>
	gather(linesOf(lines, role))

/** What a role made from `base` may be given at most. */
export const grantablePermissions = (lines: readonly Permission[], base: RoleKey): RolePermissions =>
	gather(grantableLines(lines, base))

/** Whether permissions hold this one. */
export const holds = (permissions: RolePermissions, subject: SubjectName, action: Action): boolean =>
	permissions[subject]?.includes(action) ?? false

/**
 * The permission lines of a role as a tenant has it. What it names beyond what its base may be given is left out, also
 * when it was stored by an older version of the portal; conditions come from the portal's own lines, never from data.
 */
export function linesOfTenantRole(lines: readonly Permission[], role: TenantRole): Permission[] {
	return grantableLines(lines, role.base).flatMap((line) => {
		const actions = line.actions.filter((action) => holds(role.permissions, line.subject, action))
		return actions.length > 0 ? [{ ...line, roles: [role.base], actions }] : []
	})
}

/**
 * Permissions as they are kept: nothing that may not be given, the keeper's always there, subjects and actions in the
 * order of the portal's table, so that equal permissions are equal text.
 */
export function settle(
	lines: readonly Permission[],
	base: RoleKey,
	key: string,
	asked: RolePermissions,
): RolePermissions {
	const settled = Object.entries(grantablePermissions(lines, base)).flatMap(([name, actions]) => {
		const subject = name as SubjectName
		const given = (actions ?? []).filter(
			(action) =>
				holds(asked, subject, action) ||
				(subject === 'Home' && action === 'read') ||
				(key === KEEPER && holds(KEPT, subject, action)),
		)
		return given.length > 0 ? [[subject, given] as const] : []
	})
	return Object.fromEntries(settled)
}

/** The name of a role: the tenant's own, the portal's, or the bare key of one that is no more. */
export function roleTitle(key: string, own: Pick<TenantRole, 'title'> | undefined): LocalizedText {
	if (own) return own.title
	return key in ROLE_TITLES ? ROLE_TITLES[key as RoleKey] : { en: key, 'zh-CN': key }
}

/** The name of a role of which a row has the tenant's own title, where there is one. */
export const roleNameOf = (key: string, title: LocalizedText | null): RoleName => ({
	key,
	title: roleTitle(key, title ? { title } : undefined),
})
