import { PARTNER_ROLES, type RoleKey } from '#app/core/permission.ts'
import { holds, type RolePermissions } from '#app/core/tenant-role.ts'
import { NAVIGATION, type NavEntry } from '#app/shell/navigation.ts'

const audienceOf = (base: RoleKey): 'internal' | 'supplier' | 'customer' =>
	base === 'supplier' || base === 'customer' ? base : 'internal'

/** The menu of somebody with this role alone, as the frame of the portal makes it. */
export function menuOf(
	base: RoleKey,
	permissions: RolePermissions,
): { label: string | undefined; entries: NavEntry[] }[] {
	const audience = audienceOf(base)
	return NAVIGATION.map(({ label, entries }) => ({
		label,
		entries: entries.filter(
			(entry) => (!entry.for || entry.for === audience) && holds(permissions, entry.needs[1], entry.needs[0]),
		),
	})).filter((group) => group.entries.length > 0)
}

/** Whether a role made from this one acts for a partner. */
export const forPartner = (base: RoleKey): boolean => PARTNER_ROLES.includes(base)
