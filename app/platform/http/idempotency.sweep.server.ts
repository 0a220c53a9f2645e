import type { Sweep } from '#app/platform/jobs/job.model.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { forgetAnswers } from './idempotency.server.ts'

/** Every hour, the answers of the day before are forgotten. */
export const idempotencySweep: Sweep = {
	name: 'idempotency',
	cron: '23 * * * *',
	handle: (tenantId) => withTenantContext(tenantId, forgetAnswers),
}
