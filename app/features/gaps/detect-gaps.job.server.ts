import type { JobDefinition, Sweep } from '#app/platform/jobs/job.model.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { runDetection } from './run-detection.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'gaps.detect': { runId: string }
	}
}

/** A look through all lots that a person asked for. */
export const detectGapsJob: JobDefinition<'gaps.detect'> = {
	name: 'gaps.detect',
	retries: 2,
	retryDelaySeconds: 5,
	timeoutSeconds: 900,
	concurrency: 1,
	handle: (tenantId, { runId }) => withTenantContext(tenantId, (ctx) => runDetection(ctx, runId)),
}

/** Every night. */
export const gapSweep: Sweep = {
	name: 'gap-detector',
	cron: '20 2 * * *',
	handle: (tenantId) => withTenantContext(tenantId, (ctx) => runDetection(ctx, null)),
}
