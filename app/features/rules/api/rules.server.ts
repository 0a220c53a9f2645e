import { z } from 'zod'
import { localizeDeep } from '#app/core/localize-deep.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import { draftSchema, versionParams, versionSchema } from '#app/platform/http/definition-schemas.ts'
import { importRuleSet } from '../import-rule-set.server.ts'
import { loadCatalogs } from '../load-catalogs.server.ts'
import { listRuleSets } from '../rule-sets.queries.server.ts'
import { testRuleSet } from '../test-rule-set.server.ts'
import { mountChecks } from './checks.server.ts'
import { mountDrafts } from './drafts.server.ts'
import { mountLife } from './life.server.ts'
import { refusalProblem } from './refuse-rule-set.ts'
import { mountReplays } from './replays.server.ts'
import { findingsSchema, problemsSchema, ruleSetSummarySchema } from './rule-schemas.ts'

const definitionSchema = z.unknown().meta({ description: 'The definition itself, whatever it looks like.' })

/** Match checks, decisions, and the life of rule sets: everything under `/match-checks`, `/decisions`, `/rule-sets`. */
export function mountRules(api: ApiApp): void {
	mountChecks(api)
	mountEndpoint(api, {
		method: 'post',
		path: '/rule-sets/validate',
		tag: 'Rules',
		summary: 'Everything wrong with a rule set, and what may not have been meant; stores nothing',
		can: ['read', 'RuleSet'],
		body: definitionSchema,
		answer: problemsSchema.extend(findingsSchema.shape),
		handle: async (ctx, { body }) => {
			const { problems, findings } = await testRuleSet(body, await loadCatalogs(ctx))
			return answer(localizeDeep({ problems, findings }, ctx.language))
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/rule-sets/import',
		tag: 'Rules',
		summary: 'Take an exported rule set over as a draft, also one of a new key; refused as a whole where it has errors',
		can: ['create', 'RuleSet'],
		body: definitionSchema,
		answer: draftSchema.extend({ key: z.string() }),
		status: 201,
		handle: async (ctx, { body }) => {
			const done = await importRuleSet(ctx, body)
			return done.ok ? answer(done.value, { status: 201 }) : refuse(refusalProblem(done.error, ctx.language))
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/rule-sets',
		tag: 'Rules',
		summary: 'Rule sets with their active version, drafts, and decisions of 30 days by outcome',
		can: ['read', 'RuleSet'],
		answer: z.object({ items: z.array(ruleSetSummarySchema), nextCursor: z.null() }),
		handle: async (ctx) =>
			answer({
				items: (await listRuleSets(ctx)).map(({ title, active, changedBy: _by, ...row }) => ({
					...row,
					title: title[ctx.language],
					activeVersion: active,
				})),
				nextCursor: null,
			}),
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/rule-sets/{key}/versions/{n}',
		tag: 'Rules',
		summary: 'A published version as it was',
		can: ['read', 'RuleSet'],
		params: versionParams,
		answer: versionSchema,
		handle: async (ctx, { params }) => {
			const found = await readDefinition(ctx, 'rule-set', { key: params.key, number: params.n })
			if (!found) return notFound()
			const { id, key, number, status, contentHash, publishedAt, retiredAt, content } = found
			const people = { author: found.author?.name ?? null, approver: found.approver?.name ?? null }
			return answer({ id, key, version: number, status, contentHash, publishedAt, retiredAt, ...people, content })
		},
	})
	mountDrafts(api)
	mountLife(api)
	mountReplays(api)
}
