import type { Sweep } from '#app/platform/jobs/job.model.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { openOnboardings } from './open-onboarding.server.ts'

/** Suppliers of one unit of work. */
const PAGE = 50

/** Opens the onboarding of every supplier of a tenant that has none, whichever way it came to be one. */
export async function onboardAll(tenantId: string): Promise<void> {
	while ((await withTenantContext(tenantId, (ctx) => openOnboardings(ctx, { limit: PAGE }))) === PAGE);
}

/** Every night, before suppliers are qualified. */
export const onboardingSweep: Sweep = { name: 'supplier-onboarding', cron: '20 2 * * *', handle: onboardAll }
