import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { tenantsToVerify } from './audit.queries.server.ts'
import { type AuditVerdict, verifyAudit } from './verify-chain.server.ts'

/**
 * Verifies the chains of all tenants, or of one by its key, and says one line for each. Answers whether all hold; also
 * false when there is no such tenant.
 */
export async function verifyTenants(key: string | null, say: (line: string) => void): Promise<boolean> {
	const ids = await tenantsToVerify(key)
	if (key !== null && ids.length === 0) {
		say(`${key}: there is no such tenant`)
		return false
	}
	let allValid = true
	for (const id of ids) {
		const started = performance.now()
		const { name, verdict } = await withTenantContext(id, async (ctx) => ({
			name: ctx.tenant.key,
			verdict: await verifyAudit(ctx),
		}))
		allValid &&= verdict.valid
		say(`${name}: ${lineOf(verdict)}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
	}
	return allValid
}

function lineOf({ firstBad, checked, checkpoint }: AuditVerdict): string {
	if (firstBad) return `NOT VALID, entry ${firstBad.seq} (${firstBad.reason}), ${checked} entries checked`
	const upTo = checkpoint ? `last checkpoint at entry ${checkpoint.seq}` : 'no checkpoint yet'
	return `valid, ${checked} entries checked, ${upTo}`
}
