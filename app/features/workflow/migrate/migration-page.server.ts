import type { LocalizedText } from '#app/core/localized.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { activeWorkflow, countRecords } from '../drafts/workflow-drafts.queries.server.ts'
import { calendarsFor } from '../load-calendars.server.ts'
import { titleOf, toneOf } from '../workflow.model.ts'
import type { StateTone } from '../workflow.schema.ts'
import type { StateMap } from './migration.model.ts'
import { listMigrations, readMigration, readPair, readStandings } from './migration.queries.server.ts'
import { planMigration, proposedMap } from './plan-migration.ts'

export type NamedState = { key: string; title: LocalizedText; tone: StateTone }

/** What a map would do between two versions; null when a version is not there. Changes nothing. */
export async function dryRun(ctx: Context, key: string, from: number, to: number, map: StateMap) {
	const pair = await readPair(ctx, key, from, to)
	if (!pair) return null
	const standing = await readStandings(ctx, pair.from.id)
	return planMigration({
		from: pair.from.definition,
		to: pair.to.definition,
		map,
		standing,
		now: ctx.now,
		...(await calendarsFor(ctx, pair.to.definition)),
	})
}

/**
 * The migration page: the two versions with their states, a first proposal and what it would do, the runs so far, and one
 * of them where asked for. Without `from`, the oldest version that records still run on. Null when there is no such workflow.
 */
export async function readMigrationPage(
	ctx: Context,
	key: string,
	asked: { from?: number | undefined; to?: number | undefined; run?: string | undefined; runs?: string | undefined },
) {
	const active = await activeWorkflow(ctx, key)
	if (active === null) return null
	const run = asked.run ? await readMigration(ctx, asked.run) : null
	const counts = await countRecords(ctx, key)
	const oldest = counts.find(({ version }) => version !== active)?.version ?? null
	const [from, to] = [run?.from ?? asked.from ?? oldest, run?.to ?? asked.to ?? active]
	const pair = from === null ? null : await readPair(ctx, key, from, to)
	const states = (which: 'from' | 'to'): NamedState[] =>
		(pair?.[which].definition.states ?? []).map((state) => ({
			key: state.key,
			title: titleOf(state),
			tone: toneOf(state),
		}))
	const title =
		pair?.to.definition.title ?? (await readDefinition(ctx, 'workflow', { key, number: active }))?.title ?? null
	const map = run?.map ?? (pair ? proposedMap(pair.from.definition, pair.to.definition) : {})
	return {
		key,
		active,
		title,
		from,
		to,
		/** What steps of the old version and deadlines of the new one, as `state/key`, are called. */
		stepTitles: Object.fromEntries(
			(pair?.from.definition.transitions ?? []).map((transition) => [transition.key, titleOf(transition)]),
		) as Record<string, LocalizedText>,
		deadlineTitles: Object.fromEntries(
			(pair?.to.definition.states ?? []).flatMap(({ key: state, sla = [] }) =>
				sla.map((one) => [`${state}/${one.key}`, titleOf(one)]),
			),
		) as Record<string, LocalizedText>,
		fromStates: states('from'),
		toStates: states('to'),
		map,
		plan: from === null ? null : await dryRun(ctx, key, from, to, map),
		versions: [...Map.groupBy(counts, ({ version }) => version)].map(([version, rows]) => ({
			version,
			count: rows.reduce((sum, row) => sum + row.count, 0),
		})),
		run: run?.key === key ? run : null,
		runs: await listMigrations(ctx, key, asked.runs),
	}
}
export type MigrationPage = NonNullable<Awaited<ReturnType<typeof readMigrationPage>>>
