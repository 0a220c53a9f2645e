import { type VersionSummary, versionsOf } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { outcomesOf } from './replay.model.ts'
import { concernsOfReplay, listFlips, listReplays, readReplay } from './replay.queries.server.ts'
import { inForceBefore } from './replay-pair.server.ts'

const PAGE = 25

export type ReplayAsked = {
	run?: string | undefined
	/** Only changes from one outcome to another, `block>pass`. */
	change?: string | undefined
	after?: number | undefined
}

/** Whether there is something to compare a version with. */
const isCandidate = (versions: readonly VersionSummary[], { number }: VersionSummary, active: number): boolean =>
	number !== active || inForceBefore(versions, active) !== null

/**
 * The replays of a rule set: what can be tried, what was, and what the chosen or the newest one found. Null when there
 * is no such rule set or replay.
 */
export async function readReplayPage(ctx: Context, key: string, { run, change, after }: ReplayAsked) {
	const versions = await versionsOf(ctx, 'rule-set', key)
	const latest = versions.find((version) => version.number !== null)
	if (!latest) return null
	const inForce = versions.find((version) => version.status === 'active')
	const active = inForce?.number ?? null
	const replays = await listReplays(ctx, key)
	const shown = run ? await readReplay(ctx, run) : (replays[0] ?? null)
	if (run && shown?.ruleSet !== key) return null
	const outcomes = change ? outcomesOf(change) : undefined
	return {
		key,
		active,
		title: (inForce ?? latest).title,
		/** None where no version is in force to compare with. */
		candidates: (active === null ? [] : versions.filter((one) => isCandidate(versions, one, active))).map(
			({ id, number, status, author, updatedAt }) => ({
				id,
				number,
				status,
				author: author?.name ?? null,
				updatedAt,
			}),
		),
		replays,
		shown,
		change: change ?? null,
		flips: shown ? await listFlips(ctx, shown.id, { outcomes, cursor: after, limit: PAGE }) : null,
		concerns: shown && shown.flipped > 0 ? await concernsOfReplay(ctx, shown.id) : [],
		/** Whether the candidate still says what was replayed. */
		isCurrent:
			shown !== null &&
			versions.some((one) => one.id === shown.candidate.id && one.contentHash === shown.candidate.hash),
	}
}
export type ReplayPage = NonNullable<Awaited<ReturnType<typeof readReplayPage>>>
