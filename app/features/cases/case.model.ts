import type { SubjectName } from '#app/core/permission.ts'
import type { DocumentKind } from '#app/features/documents/document.model.ts'
import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'

/** Quality records of one shape: each moves through a workflow of its own. */
export const CASE_KINDS = ['capa', 'change', 'complaint', 'return', 'supplier_onboarding'] as const
export type CaseKind = (typeof CASE_KINDS)[number]

export const isCaseKind = (kind: string): kind is CaseKind => (CASE_KINDS as readonly string[]).includes(kind)

/** What sets the kinds apart: address, permission, number, and what a record of it is about. */
export const CASES: Record<CaseKind, CaseTraits> = {
	capa: {
		ability: 'Capa',
		path: '/capas',
		pattern: 'CAPA-{YYYY}-{SEQ:4}',
		topics: ['deviation', 'complaint', 'audit', 'trend', 'other'],
	},
	change: {
		ability: 'Change',
		path: '/changes',
		pattern: 'CHG-{YYYY}-{SEQ:4}',
		topics: ['item_revision', 'recipe', 'parameter', 'supplier', 'rule_set', 'workflow', 'other'],
	},
	complaint: {
		ability: 'Complaint',
		path: '/complaints',
		pattern: 'CMP-{YYYY}-{SEQ:4}',
		topics: ['product', 'packaging', 'labelling', 'documents', 'delivery', 'other'],
	},
	return: {
		ability: 'Return',
		path: '/returns',
		pattern: 'RET-{YYYY}-{SEQ:4}',
		topics: ['to_supplier', 'from_customer'],
	},
	supplier_onboarding: {
		ability: 'Onboarding',
		path: '/onboarding',
		pattern: 'ONB-{YYYY}-{SEQ:4}',
		topics: ['new_supplier', 'taken_over'],
	},
}

export type CaseTopic =
	| 'deviation'
	| 'complaint'
	| 'audit'
	| 'trend'
	| 'item_revision'
	| 'recipe'
	| 'parameter'
	| 'supplier'
	| 'rule_set'
	| 'workflow'
	| 'product'
	| 'packaging'
	| 'labelling'
	| 'documents'
	| 'delivery'
	| 'to_supplier'
	| 'from_customer'
	| 'new_supplier'
	| 'taken_over'
	| 'other'

type CaseTraits = {
	ability: SubjectName
	path: string
	/** How its number is made; the counter begins anew each year. */
	pattern: string
	topics: readonly CaseTopic[]
}

/** The kind whose pages live under an address, such as `/complaints/…`; null for any other address. */
export const kindOfPath = (pathname: string): CaseKind | null =>
	CASE_KINDS.find((kind) => pathname === CASES[kind].path || pathname.startsWith(`${CASES[kind].path}/`)) ?? null

/** What a case may be about, or has come from. Cases and deviations lead to each other by the same links. */
export const LINK_SUBJECTS = [
	'lot',
	'item',
	'party',
	'delivery',
	'shipment',
	'order',
	'recall',
	'deviation',
	'case',
] as const
export type LinkSubject = (typeof LINK_SUBJECTS)[number]

/** What a link says: the case is about it, came from it, or it has come from the case. */
export const LINK_ROLES = ['about', 'origin', 'result'] as const
export type LinkRole = (typeof LINK_ROLES)[number]

/** A line of a change: what, as it was, as it will be. */
export type ChangeLine = { what: string; before: string; after: string }

/** A draft or version of a rule set or workflow, with the stamp of its content when the change was written. */
export type ChangedDefinition = { id: string; contentHash: string }

/** What a change is: the part of the portal that changes, how, and which procedures people have to know before. */
export type ChangeContent = {
	/** The item, and the codes of its two revisions, where one gives way to another. */
	itemId?: string | undefined
	before?: string | undefined
	after?: string | undefined
	/** The rule set or workflow by its key, and its draft or version that takes the place of the one before. */
	definition?: string | undefined
	changed?: ChangedDefinition | undefined
	lines: ChangeLine[]
	/** Codes of the procedures that people have to acknowledge before it takes effect. */
	procedures: string[]
}

/** What is asked of a supplier, and what it has answered: the fields of the steps that are its own. */
export type OnboardingContent = { documents: DocumentKind[]; answers: Record<string, string> }

export const SUPPLIER_APPROVALS = ['asked', 'approved', 'conditional', 'suspended', 'rejected', 'withdrawn'] as const
/** What its onboarding makes of a supplier, as the steps of the workflow set it. */
export type SupplierApproval = (typeof SUPPLIER_APPROVALS)[number]

export const isSupplierApproval = (value: unknown): value is SupplierApproval =>
	SUPPLIER_APPROVALS.some((one) => one === value)

/** Documents asked of a supplier when nobody says otherwise. */
export const ASKED_AT_FIRST: readonly DocumentKind[] = ['quality_certificate']

/** Columns that a step may fill in, by the name that definitions use. */
export const STEP_COLUMNS = ['cause', 'conclusion', 'effectivenessCheck', 'effectivenessResult', 'effectiveOn'] as const
export type StepColumn = (typeof STEP_COLUMNS)[number]

/** Columns that hold several lines of text. */
export const LONG_TEXTS: readonly string[] = [
	'cause',
	'conclusion',
	'effectivenessCheck',
	'effectivenessResult',
	'question',
	'reply',
]

/** Categories in which a case is settled. */
export const SETTLED: readonly StateCategory[] = ['done', 'cancelled', 'rejected']

/** Whether something is still to be done about it. */
export const isOpenCategory = (category: string): boolean => !SETTLED.some((settled) => settled === category)

/** The columns that permissions look at, steps ask for, and signatures cover. */
export type CaseRecord = {
	id: string
	kind: CaseKind
	number: string
	title: string
	description: string
	topic: string | null
	severity: string | null
	partyId: string | null
	siteId: string | null
	cause: string | null
	conclusion: string | null
	effectivenessCheck: string | null
	effectivenessResult: string | null
	effectiveOn: string | null
	change: ChangeContent | null
	onboarding: OnboardingContent | null
	supplierApproval: string | null
	status: string
	version: number
}

/** Picks them from a case however it was loaded, so that every door decides on and signs the same. */
export function caseRecord(one: CaseRecord): CaseRecord {
	const { id, kind, number, title, description, topic, severity, partyId, siteId } = one
	const { cause, conclusion, effectivenessCheck, effectivenessResult, effectiveOn, change, status, version } = one
	const about = { id, kind, number, title, description, topic, severity, partyId, siteId }
	const { onboarding, supplierApproval } = one
	return {
		...about,
		cause,
		conclusion,
		effectivenessCheck,
		effectivenessResult,
		effectiveOn,
		change,
		onboarding,
		supplierApproval,
		status,
		version,
	}
}

/** Whether a case is still open after the day by which it is wanted; `today` in the tenant's time zone. */
export const isPastDue = (one: { isOpen: boolean; dueOn: string | null }, today: string): boolean =>
	one.isOpen && one.dueOn !== null && one.dueOn < today
