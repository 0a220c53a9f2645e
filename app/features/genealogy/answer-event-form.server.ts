import type { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import { readTypedAmount } from '#app/core/typed-amount.ts'
import { itemUnits } from '#app/features/genealogy/event-form.queries.server.ts'
import { type LotRecord, lotByCode } from '#app/features/lots/lots.queries.server.ts'
import { recordConsumption } from '#app/features/production/record-consumption.server.ts'
import { zonedTime } from '#app/features/production/zoned-time.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import { fieldRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { SCRAP } from './event-balance.model.ts'
import type { eventFormSchema } from './event-form.schema.ts'
import { refuseEventForm } from './event-form-refusal.server.ts'
import { CONTAINER_KINDS, EVENT_RULES } from './event-kinds.model.ts'
import type { EventInput, EventOutput, RecordEvent } from './event-request.ts'
import type { ProcessParameters } from './genealogy.model.ts'
import { recordEvent } from './record-event.server.ts'

type Form = z.output<typeof eventFormSchema>
export type EventFormAnswer = { ok: true; eventId: string } | Refusal

/**
 * Records an event from its form: finds the lots by their codes, takes quantities in each lot's unit, and runs the match
 * check where something is used. Refusals stand beside the field they are about, in the reader's language.
 */
export async function answerEventForm(ctx: Context, form: Form): Promise<EventFormAnswer> {
	const read = await readForm(ctx, form)
	if (!read.ok) return read.refusal
	const { event } = read
	if (event.kind === 'consume') {
		const consumed = await recordConsumption(ctx, { ...event, inputs: event.inputs ?? [] })
		if (consumed.ok) return { ok: true, eventId: consumed.value.event.id }
		const { error } = consumed
		if (error.code === 'event-refused') return refuseEventForm(ctx, error.refusal.problems)
		if (error.code === 'match-blocked')
			return fieldRefusal(
				`${error.path}.lot`,
				obstacles(error.decision)
					.map((rule) => localized(rule.message, ctx.language))
					.join(' '),
			)
		const text = serverText(ctx.language, 'genealogy')
		return wholeRefusal(text(error.code === 'forbidden' ? 'form.forbidden' : 'form.refused'))
	}
	const recorded = await recordEvent(ctx, event)
	return recorded.ok ? { ok: true, eventId: recorded.value.id } : refuseEventForm(ctx, recorded.error.problems)
}

type Read = { ok: true; event: RecordEvent } | { ok: false; refusal: Refusal }

async function readForm(ctx: Context, form: Form): Promise<Read> {
	const rules = EVENT_RULES[form.kind]
	const fieldErrors: Record<string, string> = {}
	const lots = await lotsOf(ctx, form)
	const units = await itemUnits(
		ctx,
		form.outputs.flatMap((output) => output.itemId || []),
	)
	const text = serverText(ctx.language, 'genealogy')
	const inputs: EventInput[] = []
	const outputs: EventOutput[] = []
	// Rows keep their places, so that what is refused stands beside the row it is about.
	const containers = CONTAINER_KINDS.has(form.kind) ? form.containers.split(/[\s,;，；、]+/u).filter(Boolean) : []
	for (const [index, row] of form.inputs.entries()) {
		if (mayStayEmpty(form, 'inputs', row) || (containers.length > 0 && row.lot === '')) continue
		const { lot: code, quantity } = row
		const lot = lots.get(code)
		if (!lot) fieldErrors[`inputs.${index}.lot`] = text(code ? 'form.unknownLot' : 'form.lotMissing')
		else inputs.push({ lotId: lot.id, quantity: amountOf(quantity, lot.quantity.unit) })
	}
	const takesOutputs = rules.outputs !== 'none' && !CONTAINER_KINDS.has(form.kind)
	for (const [index, row] of takesOutputs ? form.outputs.entries() : []) {
		if (mayStayEmpty(form, 'outputs', row)) continue
		const { lot: code, quantity, itemId, ...known } = row
		const lot = itemId ? undefined : lots.get(code)
		const unit = units.get(itemId)
		if (unit && itemId)
			outputs.push({ newLot: { item: itemId, ...newLotOf(code, known) }, quantity: amountOf(quantity, unit) })
		else if (lot) outputs.push({ lotId: lot.id, quantity: amountOf(quantity, lot.quantity.unit) })
		else fieldErrors[`outputs.${index}.lot`] = text(code ? 'form.unknownLot' : 'form.lotMissing')
	}
	if (Object.keys(fieldErrors).length > 0) return { ok: false, refusal: { ok: false, fieldErrors } }
	const unit = inputs[0]?.quantity.unit ?? outputs[0]?.quantity.unit
	return {
		ok: true,
		event: {
			kind: form.kind,
			eventTime: zonedTime(form.eventTime, ctx.tenant.timeZone) ?? undefined,
			siteId: form.siteId || null,
			inputs,
			outputs,
			container: CONTAINER_KINDS.has(form.kind) ? form.container || null : null,
			containers,
			equipment: form.equipment || null,
			step: form.step || null,
			startedAt: zonedTime(form.startedAt, ctx.tenant.timeZone),
			finishedAt: zonedTime(form.finishedAt, ctx.tenant.timeZone),
			reference: form.reference || null,
			note: form.note || null,
			attributes: form.dictionary,
			parameters: parametersOf(form, unit),
		},
	}
}

type Row = Form['inputs'][number] | Form['outputs'][number]

const isEmpty = (row: Row): boolean => row.lot === '' && row.quantity === '' && !('itemId' in row && row.itemId)

/** A row that the form offered and nobody filled: passed over where the event has what it needs without it. */
function mayStayEmpty(form: Form, side: 'inputs' | 'outputs', row: Row): boolean {
	if (!isEmpty(row)) return false
	const needed = EVENT_RULES[form.kind].needs.includes(side) ? form[side] : [...form.inputs, ...form.outputs]
	return needed.some((other) => !isEmpty(other))
}

type KnownOfLot = Omit<Form['outputs'][number], 'lot' | 'quantity' | 'itemId'>

/** What the form says of a new lot; what is empty in it is not said. */
const newLotOf = (code: string, { attributes, ...known }: KnownOfLot) => {
	const given = Object.fromEntries(Object.entries({ code, ...known }).filter(([, value]) => value !== ''))
	const values = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''))
	return { ...given, ...(Object.keys(values).length > 0 ? { attributes: values } : {}) }
}

/** What was measured, and what was lost in the unit of the first lot; null where nothing was. */
function parametersOf({ parameters, scrap }: Form, unit: string | undefined): ProcessParameters | null {
	const read: ProcessParameters = Object.fromEntries(
		parameters
			.filter(({ name, value }) => name !== '' && value !== '')
			.map(({ name, value, unit: own }) => [name, { value, ...(own ? { unit: own } : {}) }]),
	)
	if (scrap && unit && Number(scrap) > 0) read[SCRAP] = { value: scrap, unit }
	return Object.keys(read).length > 0 ? read : null
}

const amountOf = (text: string, unit: string): Quantity => readTypedAmount(text, unit) ?? { value: '0', unit }

async function lotsOf(ctx: Context, form: Form): Promise<Map<string, LotRecord>> {
	const found = new Map<string, LotRecord>()
	const codes = new Set([...form.inputs, ...form.outputs.filter((one) => !one.itemId)].map((one) => one.lot))
	for (const code of codes) {
		const lot = code ? await lotByCode(ctx, code) : null
		if (lot) found.set(code, lot)
	}
	return found
}
