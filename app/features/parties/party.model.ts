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

export const APPROVAL_STATUSES = ['approved', 'conditional', 'pending', 'suspended', 'withdrawn'] as const
/** Kinds of partners that deliver items. */
export const DELIVERING_KINDS: readonly PartyKind[] = ['supplier', 'contract_manufacturer']

/** What the rules say of a supplier for an item; `unknown` when a fact is missing that would decide. */
export type Qualification = 'approved' | 'conditional' | 'blocked' | 'unknown'

/** Whether a supplier may deliver an item. */
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number]
