import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { answerApproval } from '#app/features/parties/answer-approval.server.ts'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { specificationSchema } from './catalog.schema.ts'
import { catalogTextFor } from './catalog-text.server.ts'
import { endItemUnitSchema, itemUnitSchema } from './item-unit.schema.ts'
import { removeSpecification } from './remove-specification.server.ts'
import { type EndItemUnitError, endItemUnit, type SaveItemUnitError, saveItemUnit } from './save-item-unit.server.ts'
import { saveSpecification } from './save-specification.server.ts'

const CHANGE = { can: ['update', 'Item'] } as const

type Answer = { ok: true; done?: string } | Refusal
type Text = Awaited<ReturnType<typeof catalogTextFor>>
type Asked = { args: ActionFunctionArgs; itemId: string; body: FormData; t: Text }

/** Beside which field each refusal stands; null for the whole form. */
const UNIT_FIELDS: Record<(SaveItemUnitError | EndItemUnitError)['code'], string | null> = {
	'not-allowed': null,
	'item-unknown': null,
	'not-found': null,
	'nothing-changed': null,
	'unit-known': 'unit',
	'unit-foreign': 'baseUnit',
	'unit-begins-earlier': 'effectiveFrom',
	'ends-before-it-begins': 'effectiveTo',
}

const refuseUnit = ({ code }: SaveItemUnitError | EndItemUnitError, t: Text): Refusal => {
	const field = UNIT_FIELDS[code]
	return field ? fieldRefusal(field, t(`form.${code}`)) : wholeRefusal(t(`form.${code}`))
}

async function setUnit({ args, itemId, body, t }: Asked): Promise<Answer> {
	const parsed = itemUnitSchema.safeParse(Object.fromEntries(body))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const saved = await withContext(args, CHANGE, (ctx) => saveItemUnit(ctx, itemId, parsed.data))
	return saved.ok ? { ok: true } : refuseUnit(saved.error, t)
}

async function endUnit({ args, itemId, body, t }: Asked): Promise<Answer> {
	const unitId = z.uuid().safeParse(body.get('unitId'))
	if (!unitId.success) return wholeRefusal(t('form.not-found'))
	const parsed = endItemUnitSchema.safeParse(Object.fromEntries(body))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const ended = await withContext(args, CHANGE, (ctx) => endItemUnit(ctx, { itemId, unitId: unitId.data }, parsed.data))
	return ended.ok ? { ok: true } : refuseUnit(ended.error, t)
}

async function dropSpecification({ args, itemId, body, t }: Asked): Promise<Answer> {
	const specificationId = z.uuid().safeParse(body.get('specificationId'))
	if (!specificationId.success) return wholeRefusal(t('form.not-found'))
	const removed = await withContext(args, CHANGE, (ctx) =>
		removeSpecification(ctx, { itemId, specificationId: specificationId.data }),
	)
	return removed.ok ? { ok: true, done: t('spec.removed') } : wholeRefusal(t(`form.${removed.error.code}`))
}

async function setSpecification({ args, itemId, body, t }: Asked): Promise<Answer> {
	const specificationId = z.uuid().safeParse(body.get('specificationId'))
	const parsed = specificationSchema.safeParse(Object.fromEntries(body))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const asked = { itemId, ...(specificationId.success ? { specificationId: specificationId.data } : {}) }
	const result = await withContext(args, CHANGE, (ctx) => saveSpecification(ctx, asked, parsed.data))
	if (result.ok) return { ok: true }
	const message = t(`form.${result.error.code}`)
	return result.error.code === 'test-taken' ? fieldRefusal('test', message) : wholeRefusal(message)
}

/** What is changed on an item's own page: approvals, specifications and conversions, each by its `intent`. */
export async function answerItem(args: ActionFunctionArgs) {
	const body = await args.request.formData()
	const intent = body.get('intent')
	if (intent === 'approval') return answerApproval(args, body)
	const t = await catalogTextFor(args.request)
	const itemId = z.uuid().safeParse(args.params.id)
	if (!itemId.success) throw new Response('Not Found', { status: 404 })
	const asked = { args, itemId: itemId.data, body, t }
	if (intent === 'unit') return setUnit(asked)
	if (intent === 'end-unit') return endUnit(asked)
	return intent === 'remove-specification' ? dropSpecification(asked) : setSpecification(asked)
}
