import type { LocalizedText } from './localized.ts'

/** The roles that come with the portal. A person may hold several in one tenant. */
export const ROLE_KEYS = [
	'compliance_admin',
	'quality_reviewer',
	'receiving',
	'operator',
	'shipping',
	'recall_manager',
	'auditor',
	'supplier',
	'customer',
] as const
export type RoleKey = (typeof ROLE_KEYS)[number]

export const isRoleKey = (role: string): role is RoleKey => (ROLE_KEYS as readonly string[]).includes(role)

/** Roles that act for a partner and see only what concerns it. */
export const PARTNER_ROLES: readonly RoleKey[] = ['supplier', 'customer']

export const ROLE_TITLES: Record<RoleKey, LocalizedText> = {
	compliance_admin: { en: 'Compliance admin', 'zh-CN': '合规管理员' },
	quality_reviewer: { en: 'Quality reviewer', 'zh-CN': '质量审核' },
	receiving: { en: 'Receiving', 'zh-CN': '收货' },
	operator: { en: 'Production operator', 'zh-CN': '生产操作' },
	shipping: { en: 'Shipping', 'zh-CN': '发货' },
	recall_manager: { en: 'Recall manager', 'zh-CN': '召回负责人' },
	auditor: { en: 'Auditor', 'zh-CN': '审计员' },
	supplier: { en: 'Supplier', 'zh-CN': '供应商' },
	customer: { en: 'Customer', 'zh-CN': '客户' },
}

/** What permissions speak of. */
export type SubjectName =
	| 'Home'
	| 'Tenant'
	| 'Member'
	| 'Role'
	| 'ApiKey'
	| 'Mail'
	| 'NoticeTemplate'
	| 'Webhook'
	| 'Party'
	| 'Site'
	| 'Item'
	| 'Equipment'
	| 'Attribute'
	| 'Lot'
	| 'LotCodePattern'
	| 'Gap'
	| 'TraceEvent'
	| 'Hold'
	| 'Import'
	| 'Document'
	| 'Delivery'
	| 'Shipment'
	| 'ProductionOrder'
	| 'TestResult'
	| 'Deviation'
	| 'Capa'
	| 'Change'
	| 'Complaint'
	| 'Return'
	| 'Onboarding'
	| 'RuleSet'
	| 'Workflow'
	| 'Calendar'
	| 'Decision'
	| 'Recall'
	| 'RecallNotice'
	| 'AuditEntry'
	| 'Provenance'
	| 'Procedure'
	| 'Connection'

/** What may be done. `read` includes searching and exporting. */
export type Action =
	| 'read'
	| 'create'
	| 'update'
	| 'import'
	| 'invite'
	| 'receive'
	| 'override'
	| 'consume'
	| 'produce'
	| 'submit'
	| 'release'
	| 'hold'
	| 'lift'
	| 'reject'
	| 'accept'
	| 'return'
	| 'destroy'
	| 'recall'
	| 'ship'
	| 'open'
	| 'notify'
	| 'answer'
	| 'close'
	| 'cancel'
	| 'approve'
	| 'publish'
	| 'emergency'
	| 'verify'
	| 'check'
	| 'start'
	| 'complete'
	| 'pause'
	| 'resume'
	| 'arrive'
	| 'reconstruct'

/** Conditions on a record's own columns; `$party` stands for the acting partner. */
export type PermissionConditions = Record<string, string>

/** One line of a permission table: these roles (or key scopes) may do this to that. */
export type Permission = {
	roles: readonly RoleKey[]
	/** Scopes of an API key that give the same, e.g. `lots:write`. */
	scopes?: readonly string[]
	actions: readonly Action[]
	subject: SubjectName
	where?: PermissionConditions
	/** Keys of partners get none of it: what the house does with what a partner sent. */
	keysOfHouse?: true
}

/** Every role of the tenant's own people. */
export const INTERNAL_ROLES: readonly RoleKey[] = ROLE_KEYS.filter((role) => !PARTNER_ROLES.includes(role))

/** What an API key may be given. */
export const API_SCOPES = [
	'lots:read',
	'lots:write',
	'events:read',
	'events:write',
	'checks:run',
	'quality:write',
	'documents:read',
	'documents:write',
	'rules:read',
	'rules:write',
	'recalls:read',
	'recalls:write',
	'provenance:read',
	'audit:read',
	'master:write',
	'dictionary:read',
	'dictionary:write',
	'webhooks:read',
	'webhooks:write',
	'network:read',
] as const
export type ApiScope = (typeof API_SCOPES)[number]
