import { defineEntity, p } from '@mikro-orm/core'
import { newId } from '#app/core/ids.ts'
import type { Language } from '#app/core/localized.ts'

const TenantSchema = defineEntity({
	name: 'Tenant',
	tableName: 'tenant',
	properties: {
		id: p
			.uuid()
			.primary()
			.onCreate(() => newId()),
		key: p.text().unique(),
		name: p.text(),
		initials: p.text(),
		language: p.text().$type<Language>().default('en'),
		timeZone: p.text().default('UTC'),
		theme: p.text(),
		contact: p.json<{ email: string; phone?: string; web?: string }>().nullable(),
		/** More may be taken of a lot than is booked in; the lot is flagged. */
		allowNegativeStock: p.boolean().default(false),
		/** Whether an event or order out of balance is refused or only flagged. */
		balanceRule: p.text().$type<'flag' | 'refuse'>().default('flag'),
		/** How far outputs and losses may be from inputs where goods stay what they are, in percent. */
		balanceTolerance: p.decimal('string').precision(6).scale(3).default('2'),
		createdAt: p.datetime().onCreate(() => new Date()),
	},
	rowLevelSecurity: 'force',
	policies: [
		{ name: 'tenant_read', command: 'select', using: 'true' },
		{
			name: 'tenant_change_own',
			command: 'update',
			using: `id = nullif(current_setting('app.tenant_id', true), '')::uuid`,
		},
	],
})
/** One company's portal. Not a tenant table itself: it holds only what the log-in and public pages show. */
export class Tenant extends TenantSchema.class {}
TenantSchema.setClass(Tenant)

const PublicGtinSchema = defineEntity({
	name: 'PublicGtin',
	tableName: 'public_gtin',
	properties: {
		gtin: p.text().primary(),
		tenantId: p.uuid().index(),
		itemId: p.uuid(),
	},
})
/** Which tenant answers for a GTIN on a public page. GTINs are unique in the world (GS1 General Specifications, 4.2). */
export class PublicGtin extends PublicGtinSchema.class {}
PublicGtinSchema.setClass(PublicGtin)
