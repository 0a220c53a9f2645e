import { localized } from '#app/core/localized.ts'
import { takeStep } from '#app/features/lots/take-step.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { lastStep } from './release.queries.server.ts'

/**
 * Releases or rejects a lot from its release page, as `takeStep` takes any step of it: in one's own name or in that of
 * whom one stands in for, with whatever the company's workflow asks for. Of two who sign at once one wins; the other is
 * told who did what and when.
 */
export const signRelease = async (args: { request: Request }, lotId: string) =>
	takeStep(args, {
		lotId,
		body: await args.request.formData(),
		language: await languageOf(args.request),
		explain: (ctx, refusals) => whoWasFaster(ctx, lotId, refusals),
	})

/** Who decided on the lot since the signer opened it; null where it stands as they saw it. */
async function whoWasFaster(ctx: Context, lotId: string, refusals: readonly Refusal[]): Promise<FormRefusal | null> {
	if (!refusals.some(({ code }) => code === 'state')) return null
	const t = serverText(ctx.language, 'release')
	const last = await lastStep(ctx, lotId)
	if (!last) return { ok: false, formError: t('problem.changed') }
	const step = t(`step.${last.transition}`, { defaultValue: localized(last.title, ctx.language) })
	const when = createFormat(ctx.language, ctx.tenant.timeZone).dateTime(last.at)
	return { ok: false, formError: t('problem.already', { who: last.delegate ?? last.actor, step, when }) }
}
