import { detailInWords } from '#app/core/detail-in-words.ts'
import type { Language } from '#app/core/localized.ts'
import { DOCUMENT_KINDS } from '#app/features/documents/document.model.ts'
import { storeFile } from '#app/features/documents/store-file.server.ts'
import { sayEventProblems } from '#app/features/genealogy/event-problem-words.server.ts'
import { stepRefusal } from '#app/features/workflow/answer-step.server.ts'
import { type StepAnswer, takeRecordStep } from '#app/features/workflow/take-record-step.server.ts'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { askDocuments } from './ask-documents.server.ts'
import { type AskedPaper, attachFile } from './attach-file.server.ts'
import { CASES, type CaseKind } from './case.model.ts'
import {
	answerDocumentSchema,
	askDocumentsSchema,
	attachSchema,
	deviateSchema,
	editCaseSchema,
	finishActionSchema,
	linkSchema,
	measureSchema,
	moveGoodsSchema,
} from './case.schema.ts'
import { deviateCase } from './deviate-case.server.ts'
import { editAction } from './edit-action.server.ts'
import { addAction, editCase, finishAction, linkRecord } from './edit-case.server.ts'
import { moveCase } from './move-case.server.ts'
import { moveGoods } from './move-goods.server.ts'

type Args = { request: Request }
type Ask = { kind: CaseKind; id: string; body: FormData; language: Language }
export type CaseAnswer = StepAnswer | Refusal | { ok: true; done: string }

/** Answers every form of a case's page: its steps, measures, links, files, and the goods of a return. */
export async function answerCase(args: Args, ask: Ask): Promise<CaseAnswer> {
	const intent = ask.body.get('intent')
	if (typeof intent === 'string' && intent in ANSWERS) return ANSWERS[intent as keyof typeof ANSWERS](args, ask)
	const { kind, id, body, language } = ask
	return takeRecordStep(args, {
		kind,
		id,
		body,
		language,
		move: (ctx, step) => moveCase(ctx, { kind, id, ...step }),
	})
}

const texts = (language: Language) => serverText(language, 'cases')
const read = (kind: CaseKind) => ({ can: ['read', CASES[kind].ability] }) as const
const REFUSED_FIELDS = {
	'unknown-person': 'ownerId',
	'unknown-record': 'code',
	linked: 'code',
	'unknown-lot': 'lotId',
} as const

/** One form: parsed by its schema, carried out in one unit of work, its refusal said beside the field it belongs to. */
function refusalOf(language: Language, code: string): Refusal {
	const t = texts(language)
	if (code === 'unknown-case') throw new Response('Not Found', { status: 404 })
	const say = t(`refused.${code}` as 'refused.forbidden')
	const field = (REFUSED_FIELDS as Record<string, string | undefined>)[code]
	return field ? fieldRefusal(field, say) : wholeRefusal(say)
}

const ANSWERS = {
	edit: async (args: Args, { kind, id, body, language }: Ask): Promise<CaseAnswer> => {
		const parsed = editCaseSchema.safeParse(Object.fromEntries(body))
		if (!parsed.success) return formRefusal(parsed.error, texts(language) as (key: string) => string)
		const done = await withContext(args, read(kind), (ctx) => editCase(ctx, { kind, id, ...parsed.data }))
		if (done.ok) return { ok: true, done: texts(language)('done.edit') }
		return done.error.code === 'unknown-person'
			? fieldRefusal('responsibleId', texts(language)('refused.unknown-person'))
			: refusalOf(language, done.error.code)
	},
	'add-action': async (args: Args, { kind, id, body, language }: Ask): Promise<CaseAnswer> => {
		const parsed = measureSchema.safeParse(Object.fromEntries(body))
		if (!parsed.success) return formRefusal(parsed.error, texts(language) as (key: string) => string)
		const { title, ownerId, dueOn } = parsed.data
		const done = await withContext(args, read(kind), (ctx) => addAction(ctx, { kind, id, title, ownerId, dueOn }))
		return done.ok ? { ok: true, done: texts(language)('done.action') } : refusalOf(language, done.error.code)
	},
	'edit-action': async (args: Args, { kind, id, body, language }: Ask): Promise<CaseAnswer> => {
		const parsed = measureSchema.safeParse(Object.fromEntries(body))
		if (!parsed.success) return formRefusal(parsed.error, texts(language) as (key: string) => string)
		const { intent: _intent, actionId = '', ...asked } = parsed.data
		if (!actionId) return refusalOf(language, 'unknown-action')
		const done = await withContext(args, read(kind), (ctx) => editAction(ctx, { kind, id, actionId, ...asked }))
		return done.ok ? { ok: true, done: texts(language)('done.edit') } : refusalOf(language, done.error.code)
	},
	'finish-action': async (args: Args, { kind, id, body, language }: Ask): Promise<CaseAnswer> => {
		const parsed = finishActionSchema.safeParse(Object.fromEntries(body))
		if (!parsed.success) return formRefusal(parsed.error, texts(language) as (key: string) => string)
		const { actionId, note } = parsed.data
		const done = await withContext(args, read(kind), (ctx) => finishAction(ctx, { kind, id, actionId, note }))
		return done.ok ? { ok: true, done: texts(language)('done.finished') } : refusalOf(language, done.error.code)
	},
	link: async (args: Args, { kind, id, body, language }: Ask): Promise<CaseAnswer> => {
		const parsed = linkSchema.safeParse(Object.fromEntries(body))
		if (!parsed.success) return formRefusal(parsed.error, texts(language) as (key: string) => string)
		const done = await withContext(args, read(kind), (ctx) => linkRecord(ctx, { kind, id, code: parsed.data.code }))
		return done.ok ? { ok: true, done: texts(language)('done.link') } : refusalOf(language, done.error.code)
	},
	deviate: async (args: Args, { kind, id, body, language }: Ask): Promise<CaseAnswer> => {
		const parsed = deviateSchema.safeParse(Object.fromEntries(body))
		if (!parsed.success) return formRefusal(parsed.error, texts(language) as (key: string) => string)
		const { intent: _intent, ...asked } = parsed.data
		const done = await withContext(args, read(kind), (ctx) => deviateCase(ctx, { kind, id, ...asked }))
		if (!done.ok) return refusalOf(language, done.error.code)
		return { ok: true, done: texts(language)('done.deviation', { number: done.value.number }) }
	},
	'move-goods': async (args: Args, { kind, id, body, language }: Ask): Promise<CaseAnswer> => {
		const parsed = moveGoodsSchema.safeParse(Object.fromEntries(body))
		if (!parsed.success) return formRefusal(parsed.error, texts(language) as (key: string) => string)
		const { reference } = parsed.data
		const done = await withContext(args, read(kind), (ctx) => moveGoods(ctx, { id, reference }))
		if (done.ok) return { ok: true, done: texts(language)('done.goods') }
		if (done.error.code === 'more-than-sent') {
			const { detail, limit } = done.error
			return wholeRefusal(texts(language)('refused.more-than-sent', { detail, limit: detailInWords(limit, language) }))
		}
		if (done.error.code === 'transition-refused') return stepRefusal(language, done.error.refusals)
		if (done.error.code === 'event-refused') {
			const { problems } = done.error.refusal
			return wholeRefusal((await withContext(args, read(kind), (ctx) => sayEventProblems(ctx, problems))).join(' '))
		}
		return refusalOf(language, done.error.code)
	},
	'ask-documents': async (args: Args, { kind, id, body, language }: Ask): Promise<CaseAnswer> => {
		const ask = Object.fromEntries(DOCUMENT_KINDS.map((one) => [one, body.has(`ask.${one}`)]))
		const parsed = askDocumentsSchema.safeParse({ ...Object.fromEntries(body), ask })
		if (!parsed.success) return formRefusal(parsed.error, texts(language) as (key: string) => string)
		const documents = DOCUMENT_KINDS.filter((one) => parsed.data.ask[one])
		const { reason } = parsed.data
		const done = await withContext(args, read(kind), (ctx) => askDocuments(ctx, { kind, id, documents, reason }))
		return done.ok ? { ok: true, done: texts(language)('done.edit') } : refusalOf(language, done.error.code)
	},
	'answer-document': async (args: Args, ask: Ask): Promise<CaseAnswer> => {
		const parsed = answerDocumentSchema.safeParse(Object.fromEntries(ask.body))
		if (!parsed.success) return formRefusal(parsed.error, texts(ask.language) as (key: string) => string)
		const { file, title, kind, number, validUntil } = parsed.data
		return keepFile(args, ask, { file, title, paper: { kind, number, validUntil } })
	},
	attach: async (args: Args, ask: Ask): Promise<CaseAnswer> => {
		const parsed = attachSchema.safeParse(Object.fromEntries(ask.body))
		if (!parsed.success) return formRefusal(parsed.error, texts(ask.language) as (key: string) => string)
		return keepFile(args, ask, parsed.data)
	},
}

async function keepFile(
	args: Args,
	{ kind, id, language }: Ask,
	given: { file?: unknown; title: string; paper?: AskedPaper },
): Promise<CaseAnswer> {
	const t = texts(language)
	const { file, ...said } = given
	if (!(file instanceof File)) return fieldRefusal('file', t('problem.fileNeeded'))
	const tenantId = await withContext(args, read(kind), async (ctx) => ctx.tenant.id)
	// Kept before the unit of work: no file is written inside a transaction.
	const stored = await storeFile(tenantId, new Uint8Array(await file.arrayBuffer()), file.name)
	if (!stored.ok) return fieldRefusal('file', serverText(language, 'documents')(`file.${stored.error.code}`))
	const done = await withContext(args, read(kind), (ctx) => attachFile(ctx, { kind, id, ...said, file: stored.value }))
	return done.ok ? { ok: true, done: t('done.file') } : refusalOf(language, done.error.code)
}
