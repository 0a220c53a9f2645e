import { attributeSchema } from '#app/features/dictionary/attribute.schema.ts'
import { saveAttribute } from '#app/features/dictionary/save-attribute.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { actAs, makePerson, type TestPerson } from './tenant.ts'

/** An attribute in the data dictionary, of lots and a text unless said otherwise; answers its id. */
export async function defineAttribute(
	tenant: TenantInfo,
	admin: TestPerson,
	key: string,
	more: Record<string, unknown> = {},
): Promise<string> {
	const attribute = attributeSchema.parse({
		subject: 'lot',
		key,
		type: 'text',
		labelEn: key,
		labelZh: key,
		effectiveFrom: '2020-01-01',
		reason: 'Asked for',
		...more,
	})
	const made = await actAs(tenant, admin, (ctx) => saveAttribute(ctx, null, attribute))
	if (!made.ok) throw new Error(made.error.code)
	return made.value.id
}

/** An attribute of lots that the data dictionary asks for before a lot enters a state. */
export const requireAttribute = async (tenant: TenantInfo, key: string, requiredAt: string): Promise<string> =>
	defineAttribute(tenant, await makePerson(tenant, ['compliance_admin']), key, { requiredAt })
