import type { Language } from '#app/core/localized.ts'
import { formRefusal, type Refusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { addIdentifiers } from './add-identifiers.server.ts'
import type { AmendLotError } from './amend-lot.server.ts'
import { codeList, identifyLotForm } from './lots.schema.ts'

type Asked = { lotId: string; body: FormData; language: Language }

/**
 * Writes down the production identifiers that a lot lacks, from its page: the tenant's own people for any lot that they
 * may change, a supplier for its own while it is only announced. Answers as forms expect it.
 */
export async function answerIdentify(
	args: { request: Request },
	{ lotId, body, language }: Asked,
): Promise<{ ok: true } | Refusal> {
	const t = serverText(language, 'lots')
	const form = identifyLotForm.safeParse(Object.fromEntries(body))
	if (!form.success) return formRefusal(form.error, t)
	const { manufacturedOn, expiresOn, serials = '', reason } = form.data
	const added = await withContext(args, { can: ['update', 'Lot'] }, (ctx) =>
		addIdentifiers(ctx, { lotId, reason, manufacturedOn, expiresOn, serials: codeList(serials) }),
	)
	return added.ok ? { ok: true } : identifyRefusal(added.error, language)
}

const DATES: ReadonlySet<string> = new Set(['manufacturedOn', 'expiresOn'])

/** Why identifiers were not written down, beside the field of the dialog. A lot that is not there is a 404. */
export function identifyRefusal(error: AmendLotError, language: Language): Refusal {
	const t = serverText(language, 'lots')
	if (error.code === 'unknown-lot') throw new Response('Not Found', { status: 404 })
	if (error.code === 'reason-missing') return { ok: false, fieldErrors: { reason: t('problem.reason-missing') } }
	if (!('problems' in error)) return { ok: false, formError: t(`identify.problem.${error.code}`) }
	const fieldErrors: Record<string, string> = {}
	for (const { code, path, detail } of error.problems)
		fieldErrors[DATES.has(path) ? path : 'serials'] ??= t(`problem.${code}`, { detail: detail ?? '' })
	return { ok: false, fieldErrors }
}
