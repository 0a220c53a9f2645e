import { z } from 'zod'
import { detailInWords } from '#app/core/detail-in-words.ts'
import { type LocalizedText, localized } from '#app/core/localized.ts'
import { mountRecordSteps } from '#app/features/workflow/mount-record-steps.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound, pageSchema, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CASE_KINDS, CASES, type CaseKind } from '../case.model.ts'
import type { OpenCaseForm } from '../case.schema.ts'
import { linksOfCase } from '../case-links.queries.server.ts'
import { actionsOfCase, type CaseRow, listCases, readCase } from '../cases.queries.server.ts'
import { type ChangeView, readChangeView } from '../change-view.server.ts'
import { moveCase } from '../move-case.server.ts'
import { openCase } from '../open-case.server.ts'
import { caseQuery, caseRowSchema, caseSchema, openCallSchema } from './case-schemas.ts'

const TAGS: Record<CaseKind, string> = {
	capa: 'CAPAs',
	change: 'Changes',
	complaint: 'Complaints',
	return: 'Returns',
	supplier_onboarding: 'Supplier onboarding',
}

/** `GET`, `POST`, `GET …/{id}` and `POST …/{id}/transitions` of each kind; an onboarding opens with its supplier. */
export function mountCases(api: ApiApp): void {
	for (const kind of CASE_KINDS) {
		mountReads(api, kind)
		if (kind !== 'supplier_onboarding') mountOpen(api, kind)
		const { path, ability: subject } = CASES[kind]
		mountRecordSteps(api, {
			kind,
			path,
			tag: TAGS[kind],
			subject,
			schema: caseSchema,
			move: (ctx, id, step) => moveCase(ctx, { kind, id, ...step }),
			show: (ctx, id) => answerCaseOf(ctx, kind, id),
		})
	}
}

function mountReads(api: ApiApp, kind: CaseKind): void {
	const { path, ability } = CASES[kind]
	mountEndpoint(api, {
		method: 'get',
		path,
		tag: TAGS[kind],
		summary: `${TAGS[kind]}, the latest opened first`,
		can: ['read', ability],
		query: caseQuery(kind),
		answer: pageSchema(caseRowSchema),
		handle: async (ctx, { query }) => {
			const { text: q, limit, ...filter } = query
			const page = await listCases(ctx, kind, { q, ...filter }, limit)
			return answer({ items: page.items.map((row) => rowBody(ctx, row)), nextCursor: page.nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: `${path}/{id}`,
		tag: TAGS[kind],
		summary: 'One of them, with what it is linked with and its measures',
		can: ['read', ability],
		params: z.object({ id: z.uuid() }),
		answer: caseSchema,
		handle: async (ctx, { params }) => (await answerCaseOf(ctx, kind, params.id)) ?? notFound(),
	})
}

function mountOpen(api: ApiApp, kind: CaseKind): void {
	const { path, ability } = CASES[kind]
	mountEndpoint(api, {
		method: 'post',
		path,
		tag: TAGS[kind],
		summary: 'Open one',
		can: ['create', ability],
		body: openCallSchema(kind),
		answer: caseSchema,
		status: 201,
		handle: async (ctx, { body }) => {
			const opened = await openCase(ctx, formOf(kind, body))
			if (opened.ok) return (await answerCaseOf(ctx, kind, opened.value.id, 201)) ?? notFound()
			const { code, detail = '', limit = '' } = opened.error
			if (code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not do that.'))
			const message = serverText(ctx.language, 'cases')(`refused.${code}`, {
				detail,
				limit: detailInWords(limit, ctx.language),
			})
			return refuse(problem(422, code, 'It was not opened; see errors.', [{ path: PLACES[code] ?? '', code, message }]))
		},
	})
}

/** The place of a call that a refusal is about. */
const PLACES: Record<string, string> = {
	'unknown-lot': '/lots',
	'lots-missing': '/lots',
	'quantity-missing': '/lots',
	'more-than-sent': '/lots',
	'unknown-party': '/partyId',
	'party-missing': '/partyId',
	'unknown-person': '/responsibleId',
	'unknown-origin': '/from',
	'change-missing': '/change',
	'unknown-version': '/change/versionId',
}

function formOf(kind: CaseKind, body: z.output<ReturnType<typeof openCallSchema>>): OpenCaseForm {
	const lots = 'lots' in body ? body.lots : []
	return {
		kind,
		title: body.title,
		description: body.description,
		topic: body.topic,
		severity: body.severity,
		partyId: 'partyId' in body ? body.partyId : undefined,
		responsibleId: body.responsibleId,
		dueOn: body.dueOn,
		from: body.from && `${body.from.type}:${body.from.id}`,
		lots: lots.map((one) => ({ code: one.lot, quantity: 'quantity' in one ? String(one.quantity) : '' })),
		change: 'change' in body ? body.change : undefined,
	}
}

/** Of so many links and measures an answer tells; it says how many more there are. */
const MOST_SENT = 500

async function answerCaseOf(ctx: Context, kind: CaseKind, id: string, status = 200): Promise<ApiAnswer | null> {
	const one = await readCase(ctx, kind, id)
	if (!one) return null
	const links = await linksOfCase(ctx, id, { size: MOST_SENT })
	const actions = await actionsOfCase(ctx, id, { size: MOST_SENT })
	const change = await readChangeView(ctx, one)
	const { description, cause, conclusion, effectivenessCheck, effectivenessResult, effectiveOn, version } = one
	return answer(
		{
			...rowBody(ctx, one),
			description,
			cause,
			conclusion,
			effectivenessCheck,
			effectivenessResult,
			effectiveOn,
			moreLinks: links.more,
			links: links.rows.map(({ type, id: subject, role, label, quantity, unit }) => ({
				type,
				id: subject,
				role,
				label,
				quantity,
				unit,
			})),
			moreActions: actions.more,
			actions: actions.rows.map(({ id: action, title, owner, dueOn, doneAt, doneNote }) => ({
				id: action,
				title,
				owner,
				dueOn,
				doneAt,
				doneNote,
			})),
			...(change ? { change: changeBody(ctx, change) } : {}),
		},
		{ status, version },
	)
}

function changeBody(ctx: Context, { before, after, item, lines, definition, difference }: ChangeView) {
	const say = (text: LocalizedText) => localized(text, ctx.language)
	return {
		before,
		after,
		item: item && { id: item.id, sku: item.sku, name: say(item.name) },
		lines: lines.map((line) => ({ what: line.name, before: line.before, after: line.after })),
		definition: definition && {
			kind: definition.kind,
			key: definition.key,
			title: say(definition.title),
			versionId: difference?.id ?? null,
			status: difference?.status ?? null,
			from: difference?.from ?? null,
			isEdited: difference?.isEdited ?? false,
			differences: difference?.sentences?.map((one) => ({ kind: one.kind, sentence: say(one.sentence) })) ?? null,
		},
	}
}

const rowBody = (ctx: Context, one: CaseRow) => ({
	id: one.id,
	number: one.number,
	title: one.title,
	topic: one.topic,
	severity: one.severity,
	status: one.status,
	category: one.category,
	party: one.party && { ...one.party, name: localized(one.party.name, ctx.language) },
	responsible: one.responsible,
	dueOn: one.dueOn,
	openedAt: one.openedAt,
	closedAt: one.closedAt,
	openActions: one.openActions,
	version: one.version,
})
