import { AbilityBuilder, subject as castSubject, createMongoAbility, type MongoAbility } from '@casl/ability'
import { packRules } from '@casl/ability/extra'
import type { Action, Permission, SubjectName } from '#app/core/permission.ts'
import { linesOfTenantRole } from '#app/core/tenant-role.ts'
import { auditPermissions } from '#app/features/audit/audit.permissions.ts'
import { calendarsPermissions } from '#app/features/calendars/calendars.permissions.ts'
import { casesPermissions } from '#app/features/cases/cases.permissions.ts'
import { catalogPermissions } from '#app/features/catalog/catalog.permissions.ts'
import { dictionaryPermissions } from '#app/features/dictionary/dictionary.permissions.ts'
import { documentsPermissions } from '#app/features/documents/documents.permissions.ts'
import { equipmentPermissions } from '#app/features/equipment/equipment.permissions.ts'
import { gapsPermissions } from '#app/features/gaps/gaps.permissions.ts'
import { governancePermissions } from '#app/features/governance/governance.permissions.ts'
import { identityPermissions } from '#app/features/identity/identity.permissions.ts'
import { intakePermissions } from '#app/features/intake/intake.permissions.ts'
import { lotCodesPermissions } from '#app/features/lot-codes/lot-codes.permissions.ts'
import { lotsPermissions } from '#app/features/lots/lots.permissions.ts'
import { networkPermissions } from '#app/features/network/network.permissions.ts'
import { notificationsPermissions } from '#app/features/notifications/notifications.permissions.ts'
import { partiesPermissions } from '#app/features/parties/parties.permissions.ts'
import { productionPermissions } from '#app/features/production/production.permissions.ts'
import { provenancePermissions } from '#app/features/provenance/provenance.permissions.ts'
import { qualityPermissions } from '#app/features/quality/quality.permissions.ts'
import { recallPermissions } from '#app/features/recall/recall.permissions.ts'
import { rolesPermissions } from '#app/features/roles/roles.permissions.ts'
import { rulesPermissions } from '#app/features/rules/rules.permissions.ts'
import { shippingPermissions } from '#app/features/shipping/shipping.permissions.ts'
import { tenantsPermissions } from '#app/features/tenants/tenants.permissions.ts'
import { workflowPermissions } from '#app/features/workflow/workflow.permissions.ts'
import { type Actor, partyOf } from './actor.model.ts'

export type AppAbility = MongoAbility<[Action, SubjectName | (object & { __caslSubjectType__?: string })]>

/** The one table of who may do what, gathered from the features. */
export const permissions: readonly Permission[] = [
	...tenantsPermissions,
	...identityPermissions,
	...rolesPermissions,
	...notificationsPermissions,
	...partiesPermissions,
	...catalogPermissions,
	...equipmentPermissions,
	...calendarsPermissions,
	...dictionaryPermissions,
	...lotsPermissions,
	...lotCodesPermissions,
	...gapsPermissions,
	...intakePermissions,
	...documentsPermissions,
	...shippingPermissions,
	...productionPermissions,
	...qualityPermissions,
	...casesPermissions,
	...rulesPermissions,
	...workflowPermissions,
	...recallPermissions,
	...auditPermissions,
	...provenancePermissions,
	...governancePermissions,
	...networkPermissions,
]

/** The lines that apply to an actor: a person's by each role, as the tenant has it; a key's by its scopes. */
function linesFor(actor: Actor): Permission[] {
	if (actor.kind === 'api-key')
		return permissions.filter(
			(line) =>
				(line.scopes ?? []).some((scope) => actor.scopes.includes(scope)) && !(line.keysOfHouse && actor.partyId),
		)
	if (actor.kind !== 'person') return []
	const changed = new Set(actor.tenantRoles?.map((role) => role.key))
	const shipped = actor.roles.filter((role) => !changed.has(role))
	return [
		...permissions.filter((line) => line.roles.some((role) => shipped.includes(role))),
		...(actor.tenantRoles ?? []).flatMap((role) => linesOfTenantRole(permissions, role)),
	]
}

const conditionsFor = (permission: Permission, partyId: string | null): Record<string, string> | undefined => {
	if (!permission.where) return undefined
	// A partner role without a partner matches nothing.
	return Object.fromEntries(
		Object.entries(permission.where).map(([column, value]) => [column, value === '$party' ? (partyId ?? '') : value]),
	)
}

/**
 * What an actor may do: used by routes and API (`can`), by lists (`allowedWhere`) and, packed, by screens to show or
 * hide. The system may do everything; the public and holders of a link nothing but what their own route does.
 */
export function abilityFor(actor: Actor): AppAbility {
	const known = built.get(actor)
	if (known) return known
	const ability = buildAbility(actor)
	built.set(actor, ability)
	return ability
}

/** Of actors as they were loaded: each call and each page loads its own, with the roles or scopes they have by then. */
const built = new WeakMap<Actor, AppAbility>()

function buildAbility(actor: Actor): AppAbility {
	const { can, build } = new AbilityBuilder<AppAbility>(createMongoAbility)
	if (actor.kind === 'system') {
		const subjects = new Set(permissions.map((permission) => permission.subject))
		const actions = new Set(permissions.flatMap((permission) => permission.actions))
		for (const subject of subjects) can([...actions], subject)
		return build()
	}
	if (actor.kind === 'public') can('read', 'Provenance')
	if (actor.kind === 'grant' && actor.grant === 'recall-notice') can('answer', 'RecallNotice')
	for (const permission of linesFor(actor)) {
		const conditions = conditionsFor(permission, partyOf(actor))
		if (conditions) can([...permission.actions], permission.subject, conditions as never)
		else can([...permission.actions], permission.subject)
	}
	return build()
}

/**
 * What a person may do through a key: what the person may and the key may too. A key's permissions have no conditions,
 * save those of a partner's key, whose rows the database narrows.
 */
export function abilityThrough(person: Actor, key: Actor): AppAbility {
	const byKey = abilityFor(key)
	const actionsOf = (action: string | string[]): Action[] => (Array.isArray(action) ? action : [action]) as Action[]
	const rules = abilityFor(person).rules.flatMap((rule) => {
		const subject = rule.subject as SubjectName
		const action = actionsOf(rule.action).filter((one) => byKey.can(one, subject))
		return action.length > 0 ? [{ ...rule, action }] : []
	})
	return createMongoAbility<AppAbility>(rules as AppAbility['rules'])
}

/** Marks a loaded record with its kind, so that conditions on its columns are checked. */
export const asSubject = <T extends object>(name: SubjectName, record: T) => castSubject(name, { ...record })

/**
 * The `where` of a list by what the actor may do; null where nothing is allowed: answer empty, do not query.
 */
export function allowedWhere(
	ability: AppAbility,
	action: Action,
	subject: SubjectName,
): Record<string, unknown> | null {
	const rules = ability.rulesFor(action, subject).filter((rule) => !rule.inverted)
	if (rules.length === 0) return null
	if (rules.some((rule) => !rule.conditions)) return {}
	return { $or: rules.map((rule) => rule.conditions as Record<string, unknown>) }
}

/** The rules in the short form that travels to the browser. */
export const packAbility = (ability: AppAbility) => packRules(ability.rules)
