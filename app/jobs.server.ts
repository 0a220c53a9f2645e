import { onboardingSweep } from '#app/features/cases/onboard-suppliers.sweep.server.ts'
import { detectGapsJob, gapSweep } from '#app/features/gaps/detect-gaps.job.server.ts'
import { holdScopeJob } from '#app/features/genealogy/hold-scope.job.server.ts'
import { readImportJob } from '#app/features/intake/read-import.job.server.ts'
import { runImportJob } from '#app/features/intake/run-import.job.server.ts'
import { tryImportJob } from '#app/features/intake/try-import.job.server.ts'
import { networkSweep, tellJob } from '#app/features/network/tell.job.server.ts'
import { deliverWebhookJob } from '#app/features/notifications/deliver-webhook.job.server.ts'
import { dispatchEventsJob } from '#app/features/notifications/dispatch-events.job.server.ts'
import { digestSweep } from '#app/features/notifications/send-digests.sweep.server.ts'
import { deadLetterSweep } from '#app/features/notifications/tell-dead-letters.sweep.server.ts'
import { qualificationSweep } from '#app/features/parties/qualify-suppliers.sweep.server.ts'
import { sendNoticeJob } from '#app/features/recall/send-notice.job.server.ts'
import { abnormalLotSweep } from '#app/features/release/hold-abnormal-lots.server.ts'
import { runReplayJob } from '#app/features/rules/replay/run-replay.job.server.ts'
import { ruleClockSweep, ruleHealthSweep } from '#app/features/rules/rule-clock.job.server.ts'
import { workflowClockSweep, workflowHealthSweep } from '#app/features/workflow/life/workflow-clock.job.server.ts'
import { runMigrationJob } from '#app/features/workflow/migrate/run-migration.job.server.ts'
import { runBulkMoveJob } from '#app/features/workflow/run-bulk-move.job.server.ts'
import { recomputeDeadlinesJob } from '#app/features/workflow/timers/recompute-deadlines.job.server.ts'
import { timerSweep } from '#app/features/workflow/timers/timer-sweep.job.server.ts'
import { checkpointSweep } from '#app/platform/audit/checkpoints.server.ts'
import { statisticsSweep } from '#app/platform/db/refresh-statistics.server.ts'
import { idempotencySweep } from '#app/platform/http/idempotency.sweep.server.ts'
import type { JobDefinition, JobName, Sweep } from '#app/platform/jobs/job.model.ts'
import { sendMailJob } from '#app/platform/mail/send-mail.job.server.ts'

const define = <N extends JobName>(definition: JobDefinition<N>): JobDefinition =>
	definition as unknown as JobDefinition

/** Every job of the portal. A feature's job is defined beside its handler and listed here. */
export const jobDefinitions: JobDefinition[] = [
	define(sendMailJob),
	define(dispatchEventsJob),
	define(deliverWebhookJob),
	define(readImportJob),
	define(tryImportJob),
	define(runImportJob),
	define(sendNoticeJob),
	define(detectGapsJob),
	define(runReplayJob),
	define(holdScopeJob),
	define(runMigrationJob),
	define(runBulkMoveJob),
	define(recomputeDeadlinesJob),
	define(tellJob),
]

/** Everything that runs by the clock, for every tenant in turn. */
export const sweeps: Sweep[] = [
	checkpointSweep,
	idempotencySweep,
	timerSweep,
	gapSweep,
	digestSweep,
	deadLetterSweep,
	onboardingSweep,
	qualificationSweep,
	abnormalLotSweep,
	ruleClockSweep,
	ruleHealthSweep,
	workflowClockSweep,
	workflowHealthSweep,
	networkSweep,
	statisticsSweep,
]
