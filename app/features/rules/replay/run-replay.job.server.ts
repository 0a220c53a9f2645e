import { randomInt } from 'node:crypto'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { JobDefinition, JobRun } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withBehalfContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { loadCatalogs } from '../load-catalogs.server.ts'
import { findReplay, lockReplay } from './find-replay.queries.server.ts'
import {
	CASES_AT_ONCE,
	type CaseSet,
	type CaseSource,
	concernsOf,
	type LoadedCase,
	loadCases,
} from './load-cases.queries.server.ts'
import { type RuleReplay, RuleReplayFlip } from './replay.entity.server.ts'
import { changedRules, type ReplayError, transitionKey } from './replay.model.ts'
import { type Flip, openReplay, type Replayed, type ReplayPair } from './replay-cases.server.ts'
import { compilePair } from './replay-pair.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'rules.replay': { replayId: string }
	}
}

/** Of each set of cases, how many the engine judges too: four thousandths, and never none. */
const RECHECKED_OF_A_SET = Math.ceil(CASES_AT_ONCE * 0.004)

type Work = { tenantId: string; found: RuleReplay; pair: ReplayPair; source: CaseSource }

/**
 * Judges the cases of a replay set by set, each with its counter and its flips in one transaction, so that the page can
 * show how far it is and stop it. One that was interrupted begins anew.
 */
export const runReplayJob: JobDefinition<'rules.replay'> = {
	name: 'rules.replay',
	retries: 3,
	retryDelaySeconds: 2,
	timeoutSeconds: 1_800,
	concurrency: 1,
	giveUp: (tenantId, { replayId }) => end({ tenantId, replayId }, INTERRUPTED),
	handle: async (tenantId: string, { replayId }: { replayId: string }, run: JobRun) => {
		try {
			const work = await begin(tenantId, replayId)
			if (work) await goThrough(work, run)
		} catch (error) {
			if (run.lastAttempt) await end({ tenantId, replayId }, INTERRUPTED)
			throw error
		}
	},
}

async function begin(tenantId: string, replayId: string): Promise<Work | null> {
	const opened = await withTenantContext(tenantId, async (ctx) => {
		const found = await findReplay(ctx, replayId)
		if (!found || (found.status !== 'queued' && found.status !== 'running')) return null
		await ctx.em.nativeDelete(RuleReplayFlip, { replayId })
		Object.assign(found, { status: 'running', processed: 0, flipped: 0, rechecked: 0, transitions: {} })
		found.startedAt = ctx.now
		const base = await readDefinition(ctx, 'rule-set', { id: found.baseId })
		const pilot = found.pilotId ? await readDefinition(ctx, 'rule-set', { id: found.pilotId }) : null
		return { found, base, pilot, catalogs: await loadCatalogs(ctx) }
	})
	if (!opened) return null
	const { found, base, pilot, catalogs } = opened
	const pair = compilePair(
		{
			candidate: { content: found.candidate, number: found.candidateNumber ?? null },
			base: { content: base?.content, number: found.baseNumber },
			pilot: found.pilotScope
				? { content: pilot?.content, number: found.pilotNumber ?? null, scope: found.pilotScope }
				: null,
		},
		catalogs,
	)
	if (!pair.ok) {
		await end({ tenantId, replayId }, INVALID)
		return null
	}
	const { subject } = pair.value.candidate.ruleSet
	const source = { ruleSet: found.ruleSet, subject, scope: found.scope, until: found.createdAt }
	return { tenantId, found, pair: pair.value, source }
}

async function goThrough(work: Work, run: JobRun): Promise<void> {
	const { tenantId, found } = work
	const replay = openReplay(work.pair)
	const options = { recheck: RECHECKED_OF_A_SET, pick: (below: number) => randomInt(below) }
	let done = 0
	let flipped = 0
	let after: string | null = null
	do {
		// The worker stops: the job goes back to the queue and begins anew.
		if (run.signal.aborted) throw new Error(`Replay ${found.id} was interrupted at case ${done}`)
		const set: CaseSet = await onBehalf(work, (ctx) => loadCases(ctx, work.source, done, after))
		const replayed = await replay(set.cases, options)
		if (replayed.difference) return end({ tenantId, replayId: found.id }, differs(replayed.difference.id))
		const progress = { from: done, to: done + set.cases.length, flipped }
		if (!(await onBehalf(work, (ctx) => write(ctx, work, replayed, progress)))) return
		done = progress.to
		flipped += replayed.flips.length
		after = set.next
	} while (after !== null)
	await end({ tenantId, replayId: found.id }, null)
}

const onBehalf = <T>({ tenantId, found }: Work, handler: (ctx: Context) => Promise<T>): Promise<T> =>
	withBehalfContext(tenantId, found.createdBy ?? null, handler)

/** Writes the flips of a set and moves the counters. False when the replay has ended, or is to. */
async function write(
	ctx: Context,
	{ found }: Work,
	{ flips, rechecked }: Replayed<LoadedCase>,
	progress: { from: number; to: number; flipped: number },
): Promise<boolean> {
	const state = await lockReplay(ctx, found.id)
	if (state?.status !== 'running' || state.processed !== progress.from) return false
	const row = await findReplay(ctx, found.id)
	if (!row) return false
	if (state.cancelRequested) {
		Object.assign(row, { status: 'cancelled', finishedAt: ctx.now })
		return false
	}
	const concerns = await concernsOf(ctx, [...new Set(flips.flatMap((flip) => flip.case.lotId ?? []))])
	const rows = flips.map((flip, index) => ({
		...flipRow(flip),
		...(flip.case.lotId ? concerns.get(flip.case.lotId) : {}),
		tenantId: ctx.tenant.id,
		replayId: found.id,
		position: progress.flipped + index,
	}))
	if (rows.length > 0) await ctx.em.insertMany(RuleReplayFlip, rows)
	const transitions = { ...row.transitions }
	for (const { before, after } of rows) {
		const key = transitionKey(before, after)
		transitions[key] = (transitions[key] ?? 0) + 1
	}
	row.processed = progress.to
	row.flipped += rows.length
	row.rechecked += rechecked
	row.transitions = transitions
	return true
}

const flipRow = ({ case: one, before, after }: Flip<LoadedCase>) => ({
	decisionId: one.decisionId,
	subjectType: one.subjectType,
	subjectId: one.subjectId,
	lotId: one.lotId,
	quantity: null,
	unit: null,
	partyId: null,
	baseNumber: before.version,
	before: before.outcome,
	after: after.outcome,
	at: one.time.now,
	facts: { ...one.facts },
	rules: changedRules(before, after),
})

/** Ends a replay, with what went wrong where something did, and tells the person who began it. */
async function end(which: { tenantId: string; replayId: string }, error: ReplayError | null): Promise<void> {
	await withTenantContext(which.tenantId, async (ctx) => {
		const state = await lockReplay(ctx, which.replayId)
		const row = await findReplay(ctx, which.replayId)
		if (!row || (state?.status !== 'running' && state?.status !== 'queued')) return
		Object.assign(row, { status: error ? 'failed' : 'done', error, finishedAt: ctx.now })
		ctx.audit.record({
			action: error ? 'rule-replay.failed' : 'rule-replay.done',
			subject: { type: 'rule-set', id: row.candidateId, label: row.ruleSet },
			after: { replay: row.id, cases: row.processed, flipped: row.flipped, code: error?.code ?? null },
		})
		if (!row.createdBy) return
		await notifyAccounts(ctx, [row.createdBy], {
			event: 'rule_replay_done',
			values: {
				text: error
					? { en: `The replay of ${row.ruleSet} has stopped`, 'zh-CN': `${row.ruleSet} 的回放已中止` }
					: {
							en: `Replay of ${row.ruleSet}: ${row.flipped} of ${row.processed} would come out otherwise`,
							'zh-CN': `${row.ruleSet} 回放完成：${row.processed} 条中有 ${row.flipped} 条结果会改变`,
						},
			},
			about: { type: 'rule-set', id: row.candidateId, label: row.ruleSet },
			href: `/rules/${row.ruleSet}/replay?run=${row.id}`,
			dedupeKey: `rule-replay:${row.id}`,
		})
	})
}

const differs = (id: string): ReplayError => ({
	code: 'engine-differs',
	message: {
		en: `The fast way and the rules engine did not agree on case ${id}. The replay was stopped, and nothing it found should be relied on. Tell your support.`,
		'zh-CN': `快速计算与规则引擎在记录 ${id} 上的结果不一致。回放已停止，其结果不可采信。请联系技术支持。`,
	},
})

const INVALID: ReplayError = {
	code: 'rule-set-invalid',
	message: {
		en: 'One of the two versions no longer loads. Check the candidate for problems and start again.',
		'zh-CN': '两个版本之一已无法加载。请检查待试版本的问题后重新开始。',
	},
}

const INTERRUPTED: ReplayError = {
	code: 'interrupted',
	message: {
		en: 'The replay could not be finished, for a reason on our side. Start it again.',
		'zh-CN': '由于系统方面的原因，回放未能完成。请重新开始。',
	},
}
