import { type EntityManager, p } from '@mikro-orm/core'
import { newId } from '#app/core/ids.ts'

/** The role that the portal's units of work switch to: owns nothing, cannot pass row-level security. */
export const APP_ROLE = 'lotline_app'

const currentTenant = (em: EntityManager): string => {
	const params = em.getFilterParams('tenant') as { tenant?: string } | undefined
	if (!params?.tenant) throw new Error('A tenant record was made outside a tenant context')
	return params.tenant
}

/** Key and tenant of every tenant record. Both are filled in when absent. */
export const tenantKeys = {
	id: p
		.uuid()
		.primary()
		.onCreate(() => newId()),
	tenantId: p.uuid().onCreate((_entity, em) => currentTenant(em)),
}

/** The tenant alone, for tables with a key of their own. */
export const tenantOnly = { tenantId: p.uuid().onCreate((_entity, em) => currentTenant(em)) }

/** The tenant as the first part of a composite key. */
export const tenantKey = {
	tenantId: p
		.uuid()
		.primary()
		.onCreate((_entity, em) => currentTenant(em)),
}

/** When a record was made and last changed, and the number that optimistic locking compares. */
export const versioned = {
	createdAt: p.datetime().onCreate(() => new Date()),
	updatedAt: p
		.datetime()
		.onCreate(() => new Date())
		.onUpdate(() => new Date()),
	version: p.integer().version(),
}

/** Decimal kept as text in and out, so that no quantity ever becomes a float. */
export const decimal = () => p.decimal('string').precision(21).scale(6)

/** Calendar date as `YYYY-MM-DD`. */
export const localDate = () => p.date()

/**
 * What makes a table a tenant table: the ORM's filter, on unless switched off, and the same condition as a forced
 * row-level security policy on the setting `app.tenant_id`. Unset or empty, the cast fails: the table fails closed.
 */
export const tenantTable = {
	rowLevelSecurity: 'force' as const,
	filters: {
		tenant: {
			name: 'tenant',
			cond: (args: { tenant: string }) => ({ tenantId: args.tenant }),
			default: true,
			rls: { setting: 'app.tenant_id' },
		},
	},
}

/**
 * A restrictive policy on top of the tenant's: people of a partner (setting `app.party_id` not empty) see only rows
 * for which `condition` holds. The condition may use `current_party()`.
 */
export const partnerPolicy = (name: string, condition: string) => ({
	policies: [
		{
			name,
			type: 'restrictive' as const,
			using: `coalesce(current_setting('app.party_id', true), '') = '' or ${condition}`,
			check: `coalesce(current_setting('app.party_id', true), '') = '' or ${condition}`,
		},
	],
})

/** The same for what a partner's step may write (a task of the house, an event for the outside) without seeing it. */
export const partnerWritesPolicy = (name: string, condition: string) => ({
	policies: [
		{
			name,
			type: 'restrictive' as const,
			using: `coalesce(current_setting('app.party_id', true), '') = '' or ${condition}`,
			check: 'true',
		},
	],
})

/** The acting partner's id inside a policy. */
export const PARTY_SETTING = `nullif(current_setting('app.party_id', true), '')::uuid`
