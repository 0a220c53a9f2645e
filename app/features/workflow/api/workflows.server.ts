import { z } from 'zod'
import { localizeDeep } from '#app/core/localize-deep.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound } from '#app/platform/http/api-app.server.ts'
import { keyParams, versionParams, versionSchema } from '#app/platform/http/definition-schemas.ts'
import { knownNames } from '../drafts/known-names.server.ts'
import { activeWorkflow } from '../drafts/workflow-drafts.queries.server.ts'
import { runScenario } from '../simulate/run-scenario.ts'
import { tenantWorld } from '../simulate/simulation-world.server.ts'
import { validateWorkflow } from '../validate-workflow.ts'
import { workflowSchema } from '../workflow.schema.ts'
import { listWorkflows } from '../workflows.queries.server.ts'
import { mountMigrations } from './migrations.server.ts'
import { mountWorkflowDrafts } from './workflow-drafts.server.ts'
import { mountWorkflowLife } from './workflow-life.server.ts'
import { problemsSchema, simulateBody, simulationSchema, workflowSummarySchema } from './workflow-schemas.ts'

const definitionSchema = z.unknown().meta({ description: 'The definition itself, whatever it looks like.' })

/** The life of workflows: everything under `/workflows`. */
export function mountWorkflows(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/workflows/validate',
		tag: 'Workflows',
		summary: 'Everything wrong with a workflow; stores nothing',
		can: ['read', 'Workflow'],
		body: definitionSchema,
		answer: problemsSchema,
		handle: async (ctx, { body }) =>
			answer({ problems: localizeDeep(validateWorkflow(body, await knownNames(ctx, [body])), ctx.language) }),
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/workflows',
		tag: 'Workflows',
		summary: 'Workflows with their active version, open drafts and running records',
		can: ['read', 'Workflow'],
		answer: z.object({ items: z.array(workflowSummarySchema), nextCursor: z.null() }),
		handle: async (ctx) =>
			answer({
				items: (await listWorkflows(ctx)).map(({ title, version, running, ...row }) => ({
					...row,
					title: title[ctx.language],
					activeVersion: version,
					records: running,
				})),
				nextCursor: null,
			}),
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/workflows/{key}/versions/{n}',
		tag: 'Workflows',
		summary: 'A published version as it was',
		can: ['read', 'Workflow'],
		params: versionParams,
		answer: versionSchema,
		handle: async (ctx, { params }) => {
			const found = await readDefinition(ctx, 'workflow', { key: params.key, number: params.n })
			if (!found) return notFound()
			const { id, key, number, status, contentHash, publishedAt, retiredAt, content } = found
			const people = { author: found.author?.name ?? null, approver: found.approver?.name ?? null }
			return answer({ id, key, version: number, status, contentHash, publishedAt, retiredAt, ...people, content })
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/workflows/{key}/simulate',
		tag: 'Workflows',
		summary: 'Play a scenario step by step: every refusal, effect and deadline; stores nothing',
		can: ['read', 'Workflow'],
		params: keyParams,
		body: simulateBody,
		answer: simulationSchema,
		handle: async (ctx, { params, body }) => {
			const number = body.version ?? (await activeWorkflow(ctx, params.key))
			const found = number === null ? null : await readDefinition(ctx, 'workflow', { key: params.key, number })
			if (number === null || !found) return notFound()
			const definition = workflowSchema.parse(found.content)
			const report = runScenario(definition, body.scenario, (await tenantWorld(ctx))(definition.subject))
			return answer({
				version: number,
				passed: report.passed,
				why: report.why[ctx.language],
				steps: report.outcomes.map(({ from, after, refusals, effects, timers }) => ({
					from,
					to: after.position.state,
					at: after.now.toISOString(),
					refusals: refusals.map(({ code, message }) => ({ code, message: message[ctx.language] })),
					effects: effects.map((effect) => ({ ...effect })),
					timers: timers.map(({ timer, at, outcome }) => ({ timer, at: at.toISOString(), outcome })),
				})),
			})
		},
	})
	mountWorkflowDrafts(api)
	mountWorkflowLife(api)
	mountMigrations(api)
}
