import {
	type DefinitionContent,
	readDefinition,
	versionsOf,
} from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { analyseRuleSet } from './analyse-rule-set.server.ts'
import { DEFAULT_CATALOGS } from './catalogs/default-catalogs.model.ts'
import { outcomesByVersion } from './decisions/decision-log.queries.server.ts'
import { type FactCatalog, SUBJECTS } from './fact-catalog.model.ts'
import { lastReplayOf } from './replay/replay.queries.server.ts'
import { activeNumber, fireCounts } from './rule-sets.queries.server.ts'

export type Asked = { draft?: string | undefined; version?: number | undefined; compare?: number | undefined }

async function shownVersion(
	ctx: Context,
	key: string,
	asked: Asked,
	active: number,
): Promise<DefinitionContent | null> {
	if (asked.draft) {
		const draft = await readDefinition(ctx, 'rule-set', { id: asked.draft })
		return draft?.key === key ? draft : null
	}
	return readDefinition(ctx, 'rule-set', { key, number: asked.version ?? active })
}

/** The facts that content may ask for, to choose from; those of the version it starts from while its subject is none. */
function catalogOf(...contents: readonly unknown[]): FactCatalog | null {
	for (const content of contents) {
		const named = (content as { subject?: unknown } | null)?.subject
		const subject = SUBJECTS.find((known) => known === named)
		if (subject) return DEFAULT_CATALOGS[subject]
	}
	return null
}

/**
 * A rule set's page: the version or draft that is looked at, what it is compared with, and all versions. Null when there
 * is no such rule set, version or draft.
 */
export async function readRuleSetPage(ctx: Context, key: string, asked: Asked) {
	const active = await activeNumber(ctx, key)
	if (active === null) return null
	const shown = await shownVersion(ctx, key, asked, active)
	if (!shown || shown.status === 'withdrawn') return null
	const baseNumber =
		asked.compare ?? (shown.number !== null && shown.number === active ? Math.max(1, active - 1) : active)
	const base = await readDefinition(ctx, 'rule-set', { key, number: baseNumber })
	return {
		key,
		active,
		shown,
		base: base ? { number: base.number ?? 0, content: base.content } : null,
		catalog: catalogOf(shown.content, base?.content),
		analysis: await analyseRuleSet(shown.content, base?.content ?? null),
		fired: await fireCounts(ctx, key),
		drift: await outcomesByVersion(ctx, key),
		replay: await lastReplayOf(ctx, shown.id),
		versions: await versionsOf(ctx, 'rule-set', key),
		isOwn: shown.author === null || shown.author.id === ctx.actor.id,
	}
}
export type RuleSetPage = NonNullable<Awaited<ReturnType<typeof readRuleSetPage>>>
