import { ROLE_KEYS, type RoleKey } from '#app/core/permission.ts'

export const CHANNELS = ['portal', 'email'] as const
/** How a notice reaches people: in the portal's own list, or by mail to their address. */
export type Channel = (typeof CHANNELS)[number]

const roleRecipient = <R extends RoleKey>(role: R): `role:${R}` => `role:${role}`

/**
 * Who a rule may name: `named` are those whom the workflow or the feature names itself, `partner` the people of the
 * company that the notice is about, `partner_contact` the address on its card, and everyone of a role.
 */
export const RECIPIENTS = ['named', 'partner', 'partner_contact', ...ROLE_KEYS.map(roleRecipient)] as const
export type Recipient = (typeof RECIPIENTS)[number]

/** How much a notice matters, from least to most. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const
export type NoticeSeverity = (typeof SEVERITIES)[number]

const SEVERITY_OF: Readonly<Record<string, NoticeSeverity>> = {
	sla_warning: 'warning',
	sla_breached: 'warning',
	lot_held: 'warning',
	lot_rejected: 'warning',
	receipt_held: 'warning',
	match_overridden: 'warning',
	supplier_suspended: 'warning',
	lot_recalled: 'critical',
	recall_opened: 'critical',
}

/** How much an event matters; one that is not known is information. */
export const noticeSeverity = (event: string): NoticeSeverity => SEVERITY_OF[event] ?? 'info'

/** Everyone of a role, by its key, the tenant's own roles too; with `partyId`, that partner's people of it alone. Or one person. */
export type NamedRecipient = { role: string; partyId?: string | null | undefined } | { accountId: string }

/** Where one notice goes: people of a role, one person, everyone of a partner, or a partner's address. */
export type NoticeRoute =
	| { kind: 'role'; role: string; partyId: string | null; channels: Channel[] }
	| { kind: 'person'; accountId: string; channels: Channel[] }
	| { kind: 'partner'; partyId: string; channels: Channel[] }
	| { kind: 'contact'; partyId: string; channels: ['email'] }

/** What two rules say of the same recipient is one route with the channels of both. */
export function mergeRoutes(routes: readonly NoticeRoute[]): NoticeRoute[] {
	const merged = new Map<string, NoticeRoute>()
	for (const route of routes) {
		const key =
			route.kind === 'person'
				? `person ${route.accountId}`
				: `${route.kind} ${route.kind === 'role' ? route.role : ''} ${route.partyId ?? ''}`
		const known = merged.get(key)
		if (!known || route.kind === 'contact' || known.kind === 'contact') merged.set(key, route)
		else
			merged.set(key, {
				...route,
				channels: CHANNELS.filter((one) => [known, route].some((r) => r.channels.includes(one))),
			})
	}
	return [...merged.values()]
}

/** The routes of one rule's word on a notice; what a notice has no partner for is left out. */
export function routesOf(
	notify: { to: readonly Recipient[]; by: readonly Channel[] },
	notice: { named: readonly NamedRecipient[]; partyId: string | null },
): NoticeRoute[] {
	const { partyId } = notice
	const channels = [...notify.by]
	return notify.to.flatMap((recipient): NoticeRoute[] => {
		if (recipient === 'named')
			return notice.named.map((one) =>
				'accountId' in one
					? { kind: 'person', accountId: one.accountId, channels }
					: { kind: 'role', role: one.role, partyId: one.partyId ?? null, channels },
			)
		if (recipient === 'partner') return partyId ? [{ kind: 'partner', partyId, channels }] : []
		if (recipient === 'partner_contact')
			return partyId && channels.includes('email') ? [{ kind: 'contact', partyId, channels: ['email'] }] : []
		const role = ROLE_KEYS.find((one) => recipient === `role:${one}`)
		return role ? [{ kind: 'role', role, partyId: null, channels }] : []
	})
}
