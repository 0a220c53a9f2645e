import { z } from 'zod'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { newId } from '#app/core/ids.ts'
import { localizeDeep } from '#app/core/localize-deep.ts'
import { ok } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import { type Problem, problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decideByRules, type StoredDecision } from '../decide-by-rules.server.ts'
import { readDecision } from '../decision.queries.server.ts'
import type { Subject } from '../fact-catalog.model.ts'
import { checkJsonShape } from '../json-shape.ts'
import { loadRecordFacts, RECORDS_OF, type RecordFactsError } from '../load-record-facts.server.ts'
import { ruleSetSchema } from '../rule-set.schema.ts'
import { activeNumber } from '../rule-sets.queries.server.ts'
import { decisionSchema, matchCheckSchema } from './rule-schemas.ts'

/** The database keeps neither NUL nor halves of characters. */
function isStorable(facts: Record<string, unknown>): boolean {
	if (checkJsonShape(facts).length > 0) return false
	try {
		return !canonicalJson(facts).includes('\\u0000')
	} catch {
		return false
	}
}

const shown = (ctx: Context, decision: StoredDecision) => localizeDeep(decision, ctx.language)

async function subjectOf(ctx: Context, key: string) {
	const number = await activeNumber(ctx, key)
	const version = number === null ? null : await readDefinition(ctx, 'rule-set', { key, number })
	return version ? (ruleSetSchema.shape.subject.safeParse(version.content.subject).data ?? null) : null
}

/** Why records give no facts, with what to give instead. */
function recordProblem(subject: Subject, { code }: RecordFactsError): Problem {
	if (code === 'forbidden') return problem(403, 'forbidden', 'This key may not read the records of this rule set.')
	if (code === 'unknown-record')
		return problem(422, 'unknown-record', 'There is no such record.', [
			{ path: '/records', code: 'unknown-record', message: subject },
		])
	const { one, beside } = RECORDS_OF[subject]
	const also = beside.length > 0 ? `; beside it ${beside.join(', ')}` : ''
	return problem(422, 'unknown-record', `The rule set is about other records: give ${one.join(' or ')}${also}.`, [
		{ path: '/records', code: 'unknown-record', message: subject },
	])
}

/** `POST /match-checks` and `GET /decisions/{id}`. */
export function mountChecks(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/match-checks',
		tag: 'Rules',
		summary: 'Evaluate a rule set on records or facts; stores the decision unless dryRun',
		can: ['check', 'Decision'],
		body: matchCheckSchema,
		answer: decisionSchema,
		handle: async (ctx, { body }) => {
			const { ruleSet, records, facts = {}, dryRun = false } = body
			if (!isStorable(facts))
				return refuse(
					problem(422, 'validation', 'The facts hold what cannot be kept; see errors.', [
						{
							path: '/facts',
							code: 'unreadable',
							message: 'Nested too deeply, or with characters that cannot be kept',
						},
					]),
				)
			const subject = await subjectOf(ctx, ruleSet)
			if (!subject)
				return refuse(
					problem(422, 'unknown-rule-set', 'There is no such rule set.', [
						{ path: '/ruleSet', code: 'unknown-rule-set', message: ruleSet },
					]),
				)
			const found = records
				? await loadRecordFacts(ctx, subject, records)
				: ok({ lotId: null, subject: { type: 'match_check', id: newId() }, facts })
			if (!found.ok) return refuse(recordProblem(subject, found.error))
			return answer(shown(ctx, await decideByRules(ctx, { ruleSet, dryRun, ...found.value })))
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/decisions/{id}',
		tag: 'Rules',
		summary: 'A stored decision with the version, facts and explanation of its day',
		can: ['read', 'Decision'],
		params: z.object({ id: z.uuid() }),
		answer: decisionSchema,
		handle: async (ctx, { params }) => {
			const decision = await readDecision(ctx, params.id)
			return decision ? answer(shown(ctx, decision)) : notFound()
		},
	})
}
