import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { placesOf } from '#app/features/rules/pilot-places.queries.server.ts'
import { inForceBefore } from '#app/features/rules/replay/replay-pair.server.ts'
import {
	type DefinitionContent,
	readDefinition,
	standingOf,
	versionsOf,
} from '#app/platform/definitions/definitions.queries.server.ts'
import { historyOf } from '#app/platform/definitions/history.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { pilotRecords } from '../life/pilot-records.queries.server.ts'
import { brokenWorkflows } from '../life/workflow-clock.job.server.ts'
import { tenantWorld } from '../simulate/simulation-world.server.ts'
import { WORKFLOW_SUBJECTS } from '../workflow.schema.ts'
import { recordKindOf } from '../workflow-subjects.model.ts'
import { knownNames } from './known-names.server.ts'
import { newerShippedWorkflow } from './shipped-workflow.server.ts'
import { activeWorkflow, countRecords } from './workflow-drafts.queries.server.ts'

export type Asked = {
	draft?: string | undefined
	version?: number | undefined
	compare?: number | undefined
	history?: string | undefined
	steps?: string | undefined
}

async function shownVersion(
	ctx: Context,
	key: string,
	asked: Asked,
	active: number | null,
): Promise<DefinitionContent | null> {
	if (asked.draft) {
		const draft = await readDefinition(ctx, 'workflow', { id: asked.draft })
		return draft?.key === key ? draft : null
	}
	const number = asked.version ?? active
	return number === null ? null : readDefinition(ctx, 'workflow', { key, number })
}

async function worldFor(ctx: Context, content: Record<string, unknown>) {
	const subject = WORKFLOW_SUBJECTS.find((known) => known === content.subject)
	return (await tenantWorld(ctx))(subject ?? 'lot')
}

/** What a pilot's figures and places are for people. */
async function readPilot(ctx: Context, shown: DefinitionContent, active: number | null) {
	const kind = recordKindOf(shown.key)
	if (!shown.pilot || !kind) return null
	return {
		places: await placesOf(ctx, shown.pilot.scope),
		figures: await pilotRecords(ctx, { kind, versionId: shown.id, active, pilot: shown.pilot }),
	}
}

/**
 * A workflow's page: the version or draft that is looked at, what it is compared with, all versions, where records stand,
 * and the names that it may refer to. Null when there is no such workflow, version or draft.
 */
export async function readWorkflowPage(ctx: Context, key: string, asked: Asked) {
	const active = await activeWorkflow(ctx, key)
	const shown = await shownVersion(ctx, key, asked, active)
	if (!shown || shown.status === 'withdrawn') return null
	const versions = await standingOf(ctx, 'workflow', key)
	const previous = shown.number !== null && shown.number === active ? inForceBefore(versions, active) : active
	const baseNumber = asked.compare ?? previous
	const { emergency } = shown
	const base = baseNumber ? await readDefinition(ctx, 'workflow', { key, number: baseNumber }) : null
	const known = await knownNames(ctx, [shown.content, base?.content])
	const mayTake = shown.status === 'active' && ctx.ability.can('create', 'Workflow')
	return {
		key,
		active,
		shown,
		base: base ? { number: base.number ?? 0, content: base.content } : null,
		versions,
		history: await versionsOf(ctx, 'workflow', key, asked.history),
		counts: await countRecords(ctx, key),
		known,
		/** People and procedures to name in a step. */
		people: await choiceList(ctx, 'people', {}),
		procedures: await choiceList(ctx, 'procedures', {}),
		/** What a newer version that the portal ships would change of the active one. */
		shipped: mayTake ? await newerShippedWorkflow(ctx, shown, known) : null,
		world: await worldFor(ctx, shown.content),
		isOwn: shown.author === null || shown.author.id === ctx.actor.id,
		steps: await historyOf(ctx, 'workflow', key, { cursor: asked.steps }),
		pilot: await readPilot(ctx, shown, active),
		sites: await choiceList(ctx, 'sites', {}, shown.pilot?.scope.siteIds),
		broken: await brokenWorkflows(ctx, key),
		emergencyLate: emergency !== null && emergency.verdict === null && new Date(emergency.dueAt) <= ctx.now,
		timeZone: ctx.tenant.timeZone,
		asOf: ctx.now.toISOString(),
	}
}
export type WorkflowPage = NonNullable<Awaited<ReturnType<typeof readWorkflowPage>>>
