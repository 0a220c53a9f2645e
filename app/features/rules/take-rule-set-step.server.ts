import { redirect } from '@remix-run/node'
import type { z } from 'zod'
import type { Language } from '#app/core/localized.ts'
import type { Result } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { type Analysis, analyseRuleSet } from './analyse-rule-set.server.ts'
import { approveAndPublishRuleSet } from './approve-and-publish-rule-set.server.ts'
import { proveReader } from './prove-reader.server.ts'
import { rollBackRuleSet } from './roll-back-rule-set.server.ts'
import { type editorForm, type publishForm, ruleSetForm } from './rule-set-form.schema.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { saveRuleSetDraft } from './save-rule-set-draft.server.ts'
import { sendBackRuleSet } from './send-back-rule-set.server.ts'
import { submitRuleSet } from './submit-rule-set.server.ts'
import { withdrawRuleSetDraft } from './withdraw-rule-set-draft.server.ts'

type Args = { request: Request }
type Answer = Response | FormRefusal | { ok: true; analysis: Analysis }

const address = (key: string, draftId?: string) => `/rules/${key}${draftId ? `?draft=${draftId}` : ''}`

/** Takes a step of a rule set's page: check, save, submit, send back, withdraw, publish, roll back. */
export async function takeRuleSetStep(args: Args, key: string): Promise<Answer> {
	const language = await languageOf(args.request)
	const parsed = ruleSetForm.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return { ok: false, formError: serverText(language, 'rules')('problem.unreadable') }
	const step = parsed.data
	switch (step.intent) {
		case 'check':
		case 'save':
			return edit(args, key, step, language)
		case 'publish':
			return publish(args, key, step, language)
		case 'submit': {
			const request = { draftId: step.draftId, key, expectedVersion: step.version, note: step.note }
			const done = await withContext(args, { can: ['submit', 'RuleSet'] }, (ctx) => submitRuleSet(ctx, request))
			return answered(done, language, () => address(key, step.draftId))
		}
		case 'send-back': {
			const request = { draftId: step.draftId, expectedVersion: step.version, comment: step.comment }
			const done = await withContext(args, { can: ['approve', 'RuleSet'] }, (ctx) => sendBackRuleSet(ctx, request))
			return answered(done, language, () => address(key, step.draftId))
		}
		case 'withdraw': {
			const request = { draftId: step.draftId, expectedVersion: step.version }
			const done = await withContext(args, { can: ['update', 'RuleSet'] }, (ctx) => withdrawRuleSetDraft(ctx, request))
			return answered(done, language, () => address(key))
		}
		case 'roll-back': {
			const request = { key, number: step.number, reason: step.reason }
			const done = await withContext(args, { can: ['create', 'RuleSet'] }, (ctx) => rollBackRuleSet(ctx, request))
			return answered(done, language, (draft) => address(key, draft.id))
		}
	}
}

function parseContent(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}

async function edit(args: Args, key: string, step: z.infer<typeof editorForm>, language: Language): Promise<Answer> {
	const content = parseContent(step.content)
	if (content === undefined)
		return { ok: false, fieldErrors: { content: serverText(language, 'rules')('problem.notJson') } }
	const { basedOn, draftId, version } = step
	if (step.intent === 'check') {
		const base = await withContext(args, { can: ['read', 'RuleSet'] }, (ctx) =>
			readDefinition(ctx, 'rule-set', { key, number: basedOn }),
		)
		return { ok: true, analysis: await analyseRuleSet(content, base?.content ?? null) }
	}
	const request = { key, content, basedOn, ...(draftId ? { draftId, expectedVersion: Number(version) } : {}) }
	const done = await withContext(args, { can: ['create', 'RuleSet'] }, (ctx) => saveRuleSetDraft(ctx, request))
	return answered(done, language, (draft) => address(key, draft.id))
}

async function publish(
	args: Args,
	key: string,
	step: z.infer<typeof publishForm>,
	language: Language,
): Promise<Answer> {
	const proof = await proveReader(args.request, step, language)
	if (!proof.ok) return proof.error
	const signature = { proof: proof.value, meaning: 'approved', reason: step.reason }
	const request = { draftId: step.draftId, key, expectedVersion: step.version, signature }
	const done = await withContext(args, { can: ['publish', 'RuleSet'] }, (ctx) => approveAndPublishRuleSet(ctx, request))
	return answered(done, language, () => address(key))
}

function answered<T>(result: Result<T, RuleSetRefusal>, language: Language, next: (value: T) => string): Answer {
	if (result.ok) return redirect(next(result.value))
	const { error } = result
	if (error.code === 'unknown-draft' || error.code === 'unknown-rule-set')
		throw new Response('Not Found', { status: 404 })
	const t = serverText(language, 'rules')
	const values = {
		status: 'status' in error ? t(`status.${error.status}`) : '',
		active: 'active' in error ? error.active : '',
		key: 'key' in error ? error.key : '',
	}
	const texts = [t(`refused.${error.code}`, values)]
	if (error.code === 'rule-set-invalid')
		texts.push(
			...error.problems
				.filter((problem) => problem.severity === 'error')
				.slice(0, 5)
				.map((problem) => problem.message[language]),
		)
	if (error.code === 'tests-red')
		texts.push(...error.tests.slice(0, 5).map((test) => `${test.name[language]}: ${test.why[language]}`))
	return { ok: false, formError: texts.join(' ') }
}
