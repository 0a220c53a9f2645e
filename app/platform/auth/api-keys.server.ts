import { getPortal } from '#app/platform/portal.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { openGrant } from '#app/platform/request/with-context.server.ts'
import type { Actor } from './actor.model.ts'

type KeyRow = {
	id: string
	name: string
	scopes: string[] | string
	party_id: string | null
	last_used_at: Date | string | null
}

const toList = (scopes: string[] | string): string[] =>
	Array.isArray(scopes) ? scopes : scopes.replaceAll(/[{}"]/g, '').split(',').filter(Boolean)

/** Which key a secret is: its tenant, scopes and partner; null when unknown, run out or revoked. */
export async function readApiKey(
	secret: string,
): Promise<{ tenant: TenantInfo; actor: Extract<Actor, { kind: 'api-key' }> } | null> {
	const now = getPortal().clock.now()
	return openGrant(secret, async (em, { kind, subjectId, tenant }) => {
		if (kind !== 'api-key') return null
		const [row] = await em.execute<KeyRow[]>(
			'select id, name, scopes, party_id, last_used_at from api_key where id = ? and revoked_at is null and (expires_at is null or expires_at > ?)',
			[subjectId, now],
		)
		if (!row) return null
		// Once a minute is enough to see which keys are in use.
		if (!row.last_used_at || now.getTime() - new Date(row.last_used_at).getTime() > 60_000) {
			await em.execute('update api_key set last_used_at = ? where id = ?', [now, row.id])
		}
		return {
			tenant,
			actor: { kind: 'api-key', id: row.id, name: row.name, scopes: toList(row.scopes), partyId: row.party_id },
		}
	})
}
