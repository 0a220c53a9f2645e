import { redirect } from '@remix-run/node'
import type { z } from 'zod'
import type { Language } from '#app/core/localized.ts'
import type { Result } from '#app/core/result.ts'
import type { DraftAnswer, DraftConflict } from '#app/features/rules/edit/draft-answer.model.ts'
import { type DefinitionStep, definitionForm } from '#app/features/rules/life-form.schema.ts'
import { lifeRefusal } from '#app/features/rules/life-refusal.ts'
import { proveReader } from '#app/features/rules/prove-reader.server.ts'
import type { publishForm } from '#app/features/rules/rule-set-form.schema.ts'
import { takeDefinitionStep } from '#app/features/rules/take-definition-step.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { WORKFLOW_LIFE } from '../life/workflow-life.server.ts'
import { approveAndPublishWorkflow } from './approve-and-publish-workflow.server.ts'
import { refusalText } from './refusal-text.server.ts'
import { rollBackWorkflow } from './roll-back-workflow.server.ts'
import { saveWorkflowDraft } from './save-workflow-draft.server.ts'
import { sendBackWorkflow } from './send-back-workflow.server.ts'
import { takeOverWorkflow } from './shipped-workflow.server.ts'
import { submitWorkflow } from './submit-workflow.server.ts'
import { withdrawWorkflowDraft } from './withdraw-workflow-draft.server.ts'
import { type saveForm, workflowForm } from './workflow-form.schema.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

type Args = { request: Request }
type Answer = Response | FormRefusal | DraftAnswer

const address = (key: string, draftId?: string) => `/workflows/${key}${draftId ? `?draft=${draftId}` : ''}`

/** Takes a step of a workflow's page: save, submit, send back, withdraw, publish, roll back, and those of its later life. */
export async function takeWorkflowStep(args: Args, key: string): Promise<Answer> {
	const language = await languageOf(args.request)
	const form = Object.fromEntries(await args.request.formData())
	const life = definitionForm.safeParse(form)
	if (life.success) return takeLife(args, key, life.data, language)
	const parsed = workflowForm.safeParse(form)
	if (!parsed.success) return { ok: false, formError: serverText(language, 'rules')('problem.unreadable') }
	const step = parsed.data
	switch (step.intent) {
		case 'save':
			return save(args, key, step, language)
		case 'publish':
			return publish(args, key, step, language)
		case 'take-over': {
			const done = await withContext(args, { can: ['create', 'Workflow'] }, (ctx) => takeOverWorkflow(ctx, key))
			return answered(done, language, (draft) => address(key, draft.id))
		}
		case 'submit': {
			const request = { draftId: step.draftId, key, expectedVersion: step.version, note: step.note }
			const done = await withContext(args, { can: ['submit', 'Workflow'] }, (ctx) => submitWorkflow(ctx, request))
			return answered(done, language, () => address(key, step.draftId))
		}
		case 'send-back': {
			const request = { draftId: step.draftId, expectedVersion: step.version, comment: step.comment }
			const done = await withContext(args, { can: ['approve', 'Workflow'] }, (ctx) => sendBackWorkflow(ctx, request))
			return answered(done, language, () => address(key, step.draftId))
		}
		case 'withdraw': {
			const request = { draftId: step.draftId, expectedVersion: step.version }
			const done = await withContext(args, { can: ['update', 'Workflow'] }, (ctx) =>
				withdrawWorkflowDraft(ctx, request),
			)
			return answered(done, language, () => '/workflows')
		}
		case 'roll-back': {
			const request = { key, number: step.number, reason: step.reason }
			const done = await withContext(args, { can: ['create', 'Workflow'] }, (ctx) => rollBackWorkflow(ctx, request))
			return answered(done, language, (draft) => address(key, draft.id))
		}
	}
}

/** Where a step after the approval leads to: what becomes of running records, where it is for all; else what it was about. */
async function takeLife(args: Args, key: string, step: DefinitionStep, language: Language): Promise<Answer> {
	const done = await takeDefinitionStep(args.request, key, step, language, WORKFLOW_LIFE)
	if (!done.ok && !('error' in done)) return done
	return answered(done, language, (value) => {
		const number = 'number' in value && typeof value.number === 'number' ? value.number : null
		if (number === null) return address(key, step.draftId)
		const retired = 'retired' in value && typeof value.retired === 'number' ? value.retired : null
		return step.intent === 'widen-all' && retired !== null
			? `${address(key)}/migrate?from=${retired}&to=${number}`
			: `${address(key)}?version=${number}`
	})
}

const MOVED_ON: readonly WorkflowRefusal['code'][] = ['stale-draft', 'wrong-status', 'not-author']

/**
 * Saves what is drawn: begins a draft, or goes on with one under its optimistic lock. Where somebody else, or the same
 * person elsewhere, was first, nothing is written and the answer says who it was.
 */
async function save(args: Args, key: string, step: z.infer<typeof saveForm>, language: Language): Promise<DraftAnswer> {
	const content = parseContent(step.content)
	if (content === undefined) return { ok: false, formError: serverText(language, 'rules')('problem.notJson') }
	const { basedOn, draftId, version } = step
	const request = {
		key,
		content,
		...(basedOn ? { basedOn } : {}),
		...(draftId ? { draftId, expectedVersion: Number(version) } : {}),
	}
	const done = await withContext(args, { can: ['create', 'Workflow'] }, (ctx) => saveWorkflowDraft(ctx, request))
	if (done.ok)
		return { ok: true, saved: { id: done.value.id, version: done.value.version, at: new Date().toISOString() } }
	const formError = refusalText(done.error, language)
	if (!draftId || !MOVED_ON.includes(done.error.code)) return { ok: false, formError }
	// Its own unit of work: the refused one was rolled back.
	const conflict = await withContext(args, { can: ['read', 'Workflow'] }, (ctx) => conflictOf(ctx, draftId))
	return { ok: false, formError, ...(conflict ? { conflict } : {}) }
}

async function conflictOf(ctx: Context, draftId: string): Promise<DraftConflict | null> {
	const draft = await readDefinition(ctx, 'workflow', { id: draftId })
	return draft && { who: draft.author?.name ?? null, at: draft.updatedAt, status: draft.status }
}

function parseContent(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
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
	const done = await withContext(args, { can: ['publish', 'Workflow'] }, (ctx) =>
		approveAndPublishWorkflow(ctx, request),
	)
	// What follows a publication is what becomes of the records that run on the version before.
	return answered(done, language, ({ number, retired }) =>
		retired === null ? address(key) : `${address(key)}/migrate?from=${retired}&to=${number}`,
	)
}

function answered<T>(result: Result<T, WorkflowRefusal>, language: Language, next: (value: T) => string): Answer {
	if (result.ok) return redirect(next(result.value))
	const { error } = result
	if (error.code === 'unknown-draft' || error.code === 'unknown-workflow')
		throw new Response('Not Found', { status: 404 })
	return lifeRefusal(error.code, refusalText(error, language))
}
