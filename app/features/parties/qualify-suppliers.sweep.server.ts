import type { Sweep } from '#app/platform/jobs/job.model.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { qualifySuppliers } from './qualify-suppliers.server.ts'

/** Approvals of one unit of work. */
const PAGE = 500

/** Looks at every approval of a tenant anew: certificates run out, deliveries come late, audits grow old. */
export async function requalifyAll(tenantId: string): Promise<void> {
	let after: string | null = null
	do {
		const page: string | null = after
		after = (await withTenantContext(tenantId, (ctx) => qualifySuppliers(ctx, { after: page, limit: PAGE }))).next
	} while (after !== null)
}

/** Every night, before people come. */
export const qualificationSweep: Sweep = { name: 'supplier-qualification', cron: '40 2 * * *', handle: requalifyAll }
