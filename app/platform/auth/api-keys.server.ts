import { getPortal } from '#app/platform/portal.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import type { Actor } from './actor.model.ts'
import { hashToken, isToken } from './tokens.server.ts'

type Opened = {
	tenant: TenantInfo
	key: { id: string; name: string; scopes: string[]; partyId: string | null }
}

/**
 * Which key a secret is: its tenant, scopes and partner; null when unknown, run out or revoked. Asked anew for each call,
 * in one round trip: the database takes on the application's role and the key's own rights for that statement alone
 * (`open_api_key`).
 */
export async function readApiKey(
	secret: string,
): Promise<{ tenant: TenantInfo; actor: Extract<Actor, { kind: 'api-key' }> } | null> {
	if (!isToken(secret)) return null
	const { orm, clock } = getPortal()
	const [row] = await orm.driver
		.getConnection()
		.execute<{ opened: Opened | null }[]>('select open_api_key(?, ?) as opened', [hashToken(secret), clock.now()])
	if (!row?.opened) return null
	const { tenant, key } = row.opened
	return { tenant, actor: { kind: 'api-key', ...key } }
}
