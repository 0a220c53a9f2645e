import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type ApiApp, answer, notFound } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { mountDefinitionDrafts } from '#app/platform/http/mount-definition-drafts.ts'
import type { DraftParams } from '#app/platform/http/signed-step.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approveRuleSet } from '../approve-rule-set.server.ts'
import { loadCatalogs } from '../load-catalogs.server.ts'
import { publishRuleSet } from '../publish-rule-set.server.ts'
import { saveRuleSetDraft } from '../save-rule-set-draft.server.ts'
import { submitRuleSet } from '../submit-rule-set.server.ts'
import { testRuleSet } from '../test-rule-set.server.ts'
import { answered } from './answer-rule-set.server.ts'
import { testReportSchema } from './rule-schemas.ts'

/** `POST /rule-sets/{key}/drafts` and the steps of a draft: test, submit, approve, publish. */
export const mountDrafts = (api: ApiApp): void =>
	mountDefinitionDrafts(api, {
		path: '/rule-sets/{key}/drafts',
		tag: 'Rules',
		subject: 'RuleSet',
		report: testReportSchema,
		answered,
		save: saveRuleSetDraft,
		test: testDraft,
		submit: submitRuleSet,
		approve: approveRuleSet,
		publish: publishRuleSet,
	})

async function testDraft(ctx: Context, { key, id }: DraftParams): Promise<ApiAnswer> {
	const draft = await readDefinition(ctx, 'rule-set', { id })
	if (draft?.key !== key) return notFound()
	const { problems, findings, reports } = await testRuleSet(draft.content, await loadCatalogs(ctx))
	const errors = problems.filter((found) => found.severity === 'error')
	return answer({
		green: errors.length === 0 && reports.length > 0 && reports.every((report) => report.passed),
		tests: reports.map(({ name, passed, why, decision }) => ({
			name: name[ctx.language],
			passed,
			why: why[ctx.language],
			outcome: decision.outcome,
		})),
		problems: problems.map(({ message, ...found }) => ({ ...found, message: message[ctx.language] })),
		findings: findings.map(({ message, ...found }) => ({ ...found, message: message[ctx.language] })),
	})
}
