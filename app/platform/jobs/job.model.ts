/**
 * What each job carries, by name. A feature adds its jobs here by declaration merging:
 * `declare module '#app/platform/jobs/job.model.ts' { interface JobMap { 'mail.send': { mailId: string } } }`
 */
export interface JobMap {
	'mail.send': { mailId: string }
}

export type JobName = keyof JobMap & string
export type JobData<N extends JobName> = JobMap[N]

/** What a job finds beside its data. */
export type JobRun = { id: string; attempt: number; lastAttempt: boolean; signal: AbortSignal }

/** A job of one tenant: how often it is tried, what it does. The handler opens its own units of work. */
export type JobDefinition<N extends JobName = JobName> = {
	name: N
	/** Tries after the first; waits double from `retryDelaySeconds`. */
	retries: number
	retryDelaySeconds: number
	/** How long one try may take before it is given to another worker. */
	timeoutSeconds: number
	/** How many run at once in a worker. */
	concurrency: number
	handle: (tenantId: string, data: JobData<N>, run: JobRun) => Promise<void>
	/**
	 * Called when the job is given up, however its last try ended: it threw, took too long, or its worker died and no code
	 * of the handler could say so. May be called more than once, and after the handler has noted the failure itself.
	 */
	giveUp?: (tenantId: string, data: JobData<N>) => Promise<void>
}

/** Something that runs by the clock for every tenant, e.g. once a minute. */
export type Sweep = { name: string; cron: string; handle: (tenantId: string) => Promise<void> }
