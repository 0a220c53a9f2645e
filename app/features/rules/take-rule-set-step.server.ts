import { redirect } from '@remix-run/node'
import type { z } from 'zod'
import type { Language } from '#app/core/localized.ts'
import type { Result } from '#app/core/result.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { approveAndPublishRuleSet } from './approve-and-publish-rule-set.server.ts'
import type { DraftAnswer } from './edit/draft-answer.model.ts'
import { saveTyped } from './edit-rule-set.server.ts'
import { type LifeStep, lifeForm } from './life-form.schema.ts'
import { lifeRefusal } from './life-refusal.ts'
import { proveReader } from './prove-reader.server.ts'
import { refusalText } from './refusal-text.server.ts'
import { rollBackRuleSet } from './roll-back-rule-set.server.ts'
import { type editorForm, parseContent, type publishForm, ruleSetForm } from './rule-set-form.schema.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { sendBackRuleSet } from './send-back-rule-set.server.ts'
import { takeOverRuleSet } from './shipped-rule-set.server.ts'
import { submitRuleSet } from './submit-rule-set.server.ts'
import { takeLifeStep } from './take-life-step.server.ts'
import { withdrawRuleSetDraft } from './withdraw-rule-set-draft.server.ts'

type Args = { request: Request }
type Answer = Response | FormRefusal | DraftAnswer | { ok: true; said: true }

const address = (key: string, draftId?: string) => `/rules/${key}${draftId ? `?draft=${draftId}` : ''}`

/** Takes a step of a rule set's page: save, submit, send back, withdraw, publish, roll back. */
export async function takeRuleSetStep(args: Args, key: string): Promise<Answer> {
	const language = await languageOf(args.request)
	const form = Object.fromEntries(await args.request.formData())
	const life = lifeForm.safeParse(form)
	if (life.success) return takeLife(args, key, life.data, language)
	const parsed = ruleSetForm.safeParse(form)
	if (!parsed.success) return { ok: false, formError: serverText(language, 'rules')('problem.unreadable') }
	const step = parsed.data
	switch (step.intent) {
		case 'save':
			return edit(args, key, step, language)
		case 'publish':
			return publish(args, key, step, language)
		case 'take-over': {
			const done = await withContext(args, { can: ['create', 'RuleSet'] }, (ctx) => takeOverRuleSet(ctx, key))
			return answered(done, language, (draft) => address(key, draft.id))
		}
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

/** Where a step after the approval leads to: the version or draft that it was about. */
async function takeLife(args: Args, key: string, step: LifeStep, language: Language): Promise<Answer> {
	const done = await takeLifeStep(args, key, step, language)
	if (!done.ok && !('error' in done)) return done
	if (done.ok && (step.intent === 'comment' || step.intent === 'resolve')) return { ok: true, said: true }
	return answered(done, language, (value) => {
		const number = typeof value === 'object' && value !== null && 'number' in value ? value.number : null
		if (typeof number === 'number' && step.intent !== 'retire') return `/rules/${key}?version=${number}`
		return address(key, 'draftId' in step ? step.draftId : undefined)
	})
}

async function edit(args: Args, key: string, step: z.infer<typeof editorForm>, language: Language): Promise<Answer> {
	const content = parseContent(step.content)
	if (content === undefined) return { ok: false, formError: serverText(language, 'rules')('problem.notJson') }
	return saveTyped(args, key, step, content, language)
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
	return lifeRefusal(error.code, refusalText(error, language))
}
