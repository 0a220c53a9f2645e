import { API_SCOPES, type ApiScope } from '#app/core/permission.ts'
import { createApiKey } from '#app/features/identity/create-api-key.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

/** The secret of a new key of a tenant; every scope unless said otherwise. */
export async function makeApiKey(
	tenant: TenantInfo,
	options: { scopes?: readonly ApiScope[]; partyId?: string } = {},
): Promise<string> {
	const made = await withTenantContext(tenant.id, (ctx) =>
		createApiKey(ctx, {
			name: 'Test key',
			scopes: [...(options.scopes ?? API_SCOPES)],
			partyId: options.partyId,
			expiresOn: undefined,
		}),
	)
	if (!made.ok) throw new Error(made.error.code)
	return made.value.secret
}
