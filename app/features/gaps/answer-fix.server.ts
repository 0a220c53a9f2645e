import { detailInWords } from '#app/core/detail-in-words.ts'
import { zonedTime } from '#app/features/production/zoned-time.ts'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { fixGap, type GapFix } from './fix-gap.server.ts'
import { type FixForm, fixFormSchema } from './gaps.schema.ts'
import { requestDetection } from './request-detection.server.ts'

/** What a form of the list asks: a look through all lots, or the fix of one gap. Refusals are in the reader's language. */
export async function answerFix(args: { request: Request }): Promise<{ ok: true } | Refusal> {
	const language = await languageOf(args.request)
	const t = serverText(language, 'gaps')
	const body = Object.fromEntries(await args.request.formData())
	if (body.how === 'look') {
		await withContext(args, { can: ['check', 'Gap'] }, requestDetection)
		return { ok: true }
	}
	const parsed = fixFormSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const fixed = await withContext(args, { can: ['update', 'Gap'] }, (ctx) =>
		fixGap(ctx, parsed.data.gapId, fixOf(parsed.data, ctx.tenant.timeZone)),
	)
	if (fixed.ok) return { ok: true }
	const { code, path, detail } = fixed.error
	const message = t(`problem.${code}`, {
		detail: detailInWords(detail ?? '', language),
		defaultValue: t('problem.other'),
	})
	return path ? fieldRefusal(path, message) : wholeRefusal(message)
}

function fixOf(form: FixForm, timeZone: string): GapFix {
	if (form.how !== 'receipt') return form
	return { how: 'receipt', receivedAt: zonedTime(form.receivedAt, timeZone) ?? new Date(0), reference: form.reference }
}
