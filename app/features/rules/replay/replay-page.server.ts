import { NO_CHOICES } from '#app/core/choice.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import {
	readDefinition,
	standingOf,
	type VersionSummary,
} from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { outcomesOf } from './replay.model.ts'
import { concernsOfReplay, listFlips, listReplays, readReplay } from './replay.queries.server.ts'

const PAGE = 25

export type ReplayAsked = {
	run?: string | undefined
	/** Only changes from one outcome to another, `block>pass`. */
	change?: string | undefined
	after?: number | undefined
	/** Where the lists of replays and of who is concerned go on. */
	replays?: string | undefined
	concerns?: string | undefined
	/** `version:` with a number or `draft:` with an id. */
	candidate?: string | undefined
}

const candidateOf = ({ id, number }: VersionSummary): string => (number === null ? `draft:${id}` : `version:${number}`)

/**
 * The replays of a rule set: what can be tried, what was, and what the chosen or the newest one found. Null when there
 * is no such rule set or replay.
 */
export async function readReplayPage(
	ctx: Context,
	key: string,
	{ run, change, after, replays: cursor, candidate, concerns }: ReplayAsked,
) {
	const versions = await standingOf(ctx, 'rule-set', key)
	const latest = versions.find((version) => version.number !== null)
	if (!latest) return null
	const inForce = versions.find((version) => version.status === 'active')
	const active = inForce?.number ?? null
	const replays = await listReplays(ctx, key, cursor)
	const newest = cursor ? await listReplays(ctx, key) : replays
	const shown = run ? await readReplay(ctx, run) : (newest.rows[0] ?? null)
	if (run && shown?.ruleSet !== key) return null
	// What was asked for, else the newest draft, else the newest version.
	const first = candidate ?? candidateOf(versions[0] ?? latest)
	const outcomes = change ? outcomesOf(change) : undefined
	return {
		key,
		active,
		title: (inForce ?? latest).title,
		/** None where no version is in force to compare with. */
		candidates: active === null ? NO_CHOICES : await choiceList(ctx, 'versions', { key, to: 'replay' }, [first]),
		replays,
		shown,
		change: change ?? null,
		candidate: first,
		flips: shown ? await listFlips(ctx, shown.id, { outcomes, cursor: after, limit: PAGE }) : null,
		concerns: shown && shown.flipped > 0 ? await concernsOfReplay(ctx, shown.id, concerns) : null,
		/** Whether the candidate still says what was replayed. */
		isCurrent:
			shown !== null &&
			(await readDefinition(ctx, 'rule-set', { id: shown.candidate.id }))?.contentHash === shown.candidate.hash,
	}
}
export type ReplayPage = NonNullable<Awaited<ReturnType<typeof readReplayPage>>>
