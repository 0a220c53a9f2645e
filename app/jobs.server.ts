import type { JobDefinition, JobName, Sweep } from '#app/platform/jobs/job.model.ts'
import { timerSweep } from '#app/features/workflow/fire-timer.server.ts'
import { checkpointSweep } from '#app/platform/audit/checkpoints.server.ts'
import { sendMailJob } from '#app/platform/mail/send-mail.job.server.ts'

const define = <N extends JobName>(definition: JobDefinition<N>): JobDefinition => definition as unknown as JobDefinition

/** Every job of the portal. A feature's job is defined beside its handler and listed here. */
export const jobDefinitions: JobDefinition[] = [define(sendMailJob)]

/** Everything that runs by the clock, for every tenant in turn. */
export const sweeps: Sweep[] = [checkpointSweep, timerSweep]
