export const PARTY_KINDS = [
	'supplier',
	'customer',
	'contract_manufacturer',
	'carrier',
	'laboratory',
	'authority',
] as const
/** What a partner is to the tenant. */
export type PartyKind = (typeof PARTY_KINDS)[number]

export const APPROVAL_STATUSES = ['approved', 'conditional', 'pending', 'withdrawn'] as const
/** What the rules say of a supplier for an item; `unknown` when a fact is missing that would decide. */
export type Qualification = 'approved' | 'conditional' | 'blocked' | 'unknown'

/** Whether a supplier may deliver an item. */
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number]
