import { attributeSchema } from '#app/features/dictionary/attribute.schema.ts'
import { saveAttribute } from '#app/features/dictionary/save-attribute.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { actAs, makePerson } from './tenant.ts'

/** An attribute of lots that the data dictionary asks for before a lot enters a state. */
export async function requireAttribute(tenant: TenantInfo, key: string, requiredAt: string): Promise<void> {
	const admin = await makePerson(tenant, ['compliance_admin'])
	const attribute = attributeSchema.parse({
		subject: 'lot',
		key,
		type: 'text',
		labelEn: key,
		labelZh: key,
		effectiveFrom: '2020-01-01',
		reason: 'Asked for by quality',
		requiredAt,
	})
	const made = await actAs(tenant, admin, (ctx) => saveAttribute(ctx, null, attribute))
	if (!made.ok) throw new Error(made.error.code)
}
