import { localized } from '#app/core/localized.ts'
import { proveReader } from '#app/features/rules/prove-reader.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { rejectLot } from './reject-lot.server.ts'
import { signReleaseSchema } from './release.schema.ts'
import { type ReleaseError, releaseLot } from './release-lot.server.ts'

/**
 * Releases or rejects a lot from its page: proves who signs before the unit of work, then takes the step in it. Answers
 * what is missing, or who was faster, in the reader's language.
 */
export async function signRelease(
	args: { request: Request },
	lotId: string,
): Promise<{ ok: true; approvals: { have: number; need: number } | null } | FormRefusal> {
	const language = await languageOf(args.request)
	const parsed = signReleaseSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return { ok: false, formError: serverText(language, 'release')('problem.unreadable') }
	const { intent, version, reason, ...given } = parsed.data
	const proof = await proveReader(args.request, given, language)
	if (!proof.ok) return proof.error
	const meaning = intent === 'release' ? 'approved' : 'rejected'
	const request = { lotId, expectedVersion: version, signature: { proof: proof.value, meaning, reason } }
	return withContext(args, { can: [intent, 'Lot'], keepOnRefusal: true }, async (ctx) => {
		const result = intent === 'release' ? await releaseLot(ctx, request) : await rejectLot(ctx, request)
		return result.ok ? { ok: true, approvals: result.value.approvals } : explain(ctx, result.error)
	})
}

type SignError = ReleaseError | { code: 'transition-refused'; refusals: readonly Refusal[] }

function explain(ctx: Context, error: SignError): FormRefusal {
	const t = serverText(ctx.language, 'release')
	if (error.code === 'unknown-lot') throw new Response('Not Found', { status: 404 })
	if (error.code === 'already-decided') {
		if (!error.last) return { ok: false, formError: t('problem.changed') }
		const format = createFormat(ctx.language, ctx.tenant.timeZone)
		const step = t(`step.${error.last.transition}`, { defaultValue: error.last.transition })
		return {
			ok: false,
			formError: t('problem.already', { who: error.last.actor, step, when: format.dateTime(error.last.at) }),
		}
	}
	const texts = error.refusals.flatMap((refusal) => {
		const reasons = refusal.code === 'guard' ? refusal.detail.explanation : []
		return reasons.length > 0
			? reasons.map((reason) => localized(reason, ctx.language))
			: [localized(refusal.message, ctx.language)]
	})
	return { ok: false, formError: texts.join(' ') }
}
