import type { Attribute } from '#app/features/dictionary/attribute.model.ts'
import { writeValue } from '#app/features/dictionary/read-value.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type AmendLotError, amendLot, type LotChanges } from './amend-lot.server.ts'
import { readAmendPage } from './amend-page.queries.server.ts'
import { problemTexts } from './lot-text.server.ts'
import type { LotRecord } from './lots.queries.server.ts'
import type { AmendLotForm } from './lots.schema.ts'
import { listOf } from './read-register-form.server.ts'

export type AmendmentAnswer = { ok: true } | { ok: false; fieldErrors?: Record<string, string>; formError?: string }

/** Writes what somebody completed or corrected in the form, in one amendment with its reason; null: no such lot. */
export async function submitAmendment(
	ctx: Context,
	lotId: string,
	form: AmendLotForm,
): Promise<AmendmentAnswer | null> {
	const page = await readAmendPage(ctx, lotId)
	if (!page) return null
	const amended = await amendLot(ctx, {
		lotId,
		reason: form.reason,
		expectedVersion: form.version,
		changes: changesOf(form, page.lot, page.attributes),
	})
	return amended.ok ? { ok: true } : refusalText(ctx, amended.error)
}

/** Only what differs from the lot as it stands: what was merely shown is not judged anew. */
function changesOf(form: AmendLotForm, lot: LotRecord, attributes: readonly Attribute[]): LotChanges {
	const asked = {
		manufacturedOn: form.manufacturedOn ?? null,
		expiresOn: form.expiresOn ?? null,
		supplierLot: form.supplierLot ?? null,
		siteId: form.siteId ?? null,
		revision: form.revision ?? null,
	}
	const held: typeof asked = { ...lot, siteId: lot.site?.id ?? null }
	const changed = Object.entries(asked).filter(([name, value]) => held[name as keyof typeof held] !== value)
	const given = lot.given ?? lot.quantity
	const values = attributes.flatMap((one): [string, string | null][] => {
		const typed = form.dictionary?.[one.key]
		if (typed === undefined || typed === writeValue(one, lot.attributes[one.key])) return []
		return [[one.key, typed.trim() === '' ? null : typed]]
	})
	const known = lot.references ?? []
	const references = [
		...listOf('container', form.containers),
		...listOf('sscc', form.ssccs),
		...known.filter(({ kind }) => kind === 'serial'),
	]
	const names = (all: typeof known) =>
		all
			.map(({ kind, value }) => `${kind} ${value}`)
			.sort()
			.join('\n')
	return {
		...Object.fromEntries(changed),
		...(form.quantity && form.quantity !== given.value ? { quantity: { value: form.quantity, unit: given.unit } } : {}),
		...(values.length > 0 ? { attributes: Object.fromEntries(values) } : {}),
		...(names(references) === names(known) ? {} : { references }),
	}
}

function refusalText(ctx: Context, error: AmendLotError): AmendmentAnswer {
	const t = serverText(ctx.language, 'lots')
	if ('problems' in error) return { ok: false, fieldErrors: problemTexts(ctx.language, error.problems) }
	if (error.code === 'reason-missing') return { ok: false, fieldErrors: { reason: t('problem.reason-missing') } }
	return { ok: false, formError: t(`amend.problem.${error.code}`) }
}
