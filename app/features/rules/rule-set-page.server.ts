import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { threadsOf } from '#app/platform/definitions/comments.queries.server.ts'
import {
	type DefinitionContent,
	readDefinition,
	standingOf,
	versionsOf,
} from '#app/platform/definitions/definitions.queries.server.ts'
import { historyOf } from '#app/platform/definitions/history.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { analyseRuleSet } from './analyse-rule-set.server.ts'
import { outcomesByVersion } from './decisions/decision-log.queries.server.ts'
import { type FactCatalog, type FactCatalogs, SUBJECTS } from './fact-catalog.model.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import { pilotFigures } from './pilot-figures.queries.server.ts'
import { placesOf } from './pilot-places.queries.server.ts'
import { lastReplayOf } from './replay/replay.queries.server.ts'
import { inForceBefore } from './replay/replay-pair.server.ts'
import { brokenVersions } from './rule-clock.job.server.ts'
import { fireCounts } from './rule-sets.queries.server.ts'
import { newerShippedRuleSet } from './shipped-rule-set.server.ts'

export type Asked = {
	draft?: string | undefined
	version?: number | undefined
	compare?: number | undefined
	history?: string | undefined
	threads?: string | undefined
	steps?: string | undefined
}

async function shownVersion(
	ctx: Context,
	key: string,
	asked: Asked,
	inForce: { number: number } | { id: string } | null,
): Promise<DefinitionContent | null> {
	if (asked.draft) {
		const draft = await readDefinition(ctx, 'rule-set', { id: asked.draft })
		return draft?.key === key ? draft : null
	}
	if (asked.version) return readDefinition(ctx, 'rule-set', { key, number: asked.version })
	if (!inForce) return null
	return readDefinition(ctx, 'rule-set', 'id' in inForce ? inForce : { key, number: inForce.number })
}

/** The facts that content may ask for, to choose from; those of the version it starts from while its subject is none. */
function catalogOf(catalogs: FactCatalogs, ...contents: readonly unknown[]): FactCatalog | null {
	for (const content of contents) {
		const named = (content as { subject?: unknown } | null)?.subject
		const subject = SUBJECTS.find((known) => known === named)
		if (subject) return catalogs[subject]
	}
	return null
}

/** What a pilot's figures and places are for people. */
async function readPilot(ctx: Context, shown: DefinitionContent, active: number | null) {
	if (!shown.pilot) return null
	const { key, id: versionId, pilot } = shown
	return {
		places: await placesOf(ctx, pilot.scope),
		figures: await pilotFigures(ctx, { key, versionId, active, pilot }),
	}
}

/**
 * A rule set's page: the version or draft that is looked at, what it is compared with, what is said of it, all versions
 * and their steps. Null when there is no such rule set, version or draft.
 */
export async function readRuleSetPage(ctx: Context, key: string, asked: Asked) {
	const versions = await standingOf(ctx, 'rule-set', key)
	const latest = versions.find((version) => version.number !== null)?.number ?? null
	const active = versions.find((version) => version.status === 'active')?.number ?? null
	const number = active ?? latest
	// A rule set that was imported and never published is its drafts.
	const newest = versions[0] ?? null
	const shown = await shownVersion(ctx, key, asked, number === null ? newest : { number })
	if (!shown || shown.status === 'withdrawn') return null
	const baseNumber =
		asked.compare ??
		(shown.number !== null && shown.number === active ? (inForceBefore(versions, active) ?? 1) : number)
	const base = baseNumber === null ? null : await readDefinition(ctx, 'rule-set', { key, number: baseNumber })
	const { emergency } = shown
	const catalogs = await loadCatalogs(ctx)
	const mayTake = shown.status === 'active' && ctx.ability.can('create', 'RuleSet')
	return {
		key,
		active,
		shown,
		base: base ? { number: base.number ?? 0, content: base.content } : null,
		catalog: catalogOf(catalogs, shown.content, base?.content),
		analysis: await analyseRuleSet(shown.content, base?.content ?? null, catalogs),
		fired: await fireCounts(ctx, key),
		drift: await outcomesByVersion(ctx, key),
		replay: await lastReplayOf(ctx, shown.id),
		versions,
		history: await versionsOf(ctx, 'rule-set', key, asked.history),
		/** What a newer version that the portal ships would change of the active one. */
		shipped: mayTake ? await newerShippedRuleSet(ctx, shown) : null,
		threads: await threadsOf(ctx, shown.id, { cursor: asked.threads }),
		steps: await historyOf(ctx, 'rule-set', key, { cursor: asked.steps }),
		pilot: await readPilot(ctx, shown, active),
		sites: await choiceList(ctx, 'sites', {}, shown.pilot?.scope.siteIds),
		broken: await brokenVersions(ctx, key),
		emergencyLate: emergency !== null && emergency.verdict === null && new Date(emergency.dueAt) <= ctx.now,
		timeZone: ctx.tenant.timeZone,
		asOf: ctx.now.toISOString(),
		isOwn: shown.author === null || shown.author.id === ctx.actor.id,
	}
}
export type RuleSetPage = NonNullable<Awaited<ReturnType<typeof readRuleSetPage>>>
