import { detailInWords } from '#app/core/detail-in-words.ts'
import type { Language } from '#app/core/localized.ts'
import { unitSymbol } from '#app/core/units.ts'
import { type ReconstructProblem, reconstructLink } from '#app/features/genealogy/reconstruct-link.server.ts'
import { lotByCode } from '#app/features/lots/lots.queries.server.ts'
import { zonedTime } from '#app/features/production/zoned-time.ts'
import { proveReader } from '#app/features/rules/prove-reader.server.ts'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { reconstructFormSchema } from './gaps.schema.ts'

export type ReconstructAnswer = { ok: true; childId: string } | Refusal

/**
 * Puts a link together from its form: proves who signs before the unit of work, finds both lots by their codes, then
 * reconstructs. Refusals are in the reader's language.
 */
export async function answerReconstruct(args: { request: Request }): Promise<ReconstructAnswer> {
	const language = await languageOf(args.request)
	const t = serverText(language, 'gaps')
	const parsed = reconstructFormSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { password, code, ...form } = parsed.data
	const proof = await proveReader(args.request, { password, code }, language)
	if (!proof.ok) return proof.error as Refusal
	const needs = { can: ['reconstruct', 'TraceEvent'] } as const
	const lots = await withContext(args, needs, async (ctx) => ({
		parent: await lotByCode(ctx, form.parent),
		child: await lotByCode(ctx, form.child),
		timeZone: ctx.tenant.timeZone,
	}))
	if (!lots.parent) return fieldRefusal('parent', t('problem.unknown-lot'))
	if (!lots.child) return fieldRefusal('child', t('problem.unknown-lot'))
	const request = {
		parentId: lots.parent.id,
		childId: lots.child.id,
		kind: form.kind,
		quantity: { value: form.quantity, unit: form.unit },
		happenedAt: zonedTime(form.happenedAt, lots.timeZone) ?? new Date(0),
		evidence: form.evidence,
		takeFromStock: form.takeFromStock,
		signature: { proof: proof.value, meaning: 'reconstructed', reason: form.reason },
	}
	const made = await withContext(args, needs, (ctx) => reconstructLink(ctx, request))
	return made.ok ? { ok: true, childId: lots.child.id } : refuse(made.error, language)
}

function refuse({ code, path, detail }: ReconstructProblem, language: Language): Refusal {
	const t = serverText(language, 'gaps')
	const said = code === 'unit-mismatch' ? unitSymbol(detail ?? '', language) : detailInWords(detail ?? '', language)
	const message = t(`problem.${code}`, { detail: said })
	return path ? fieldRefusal(path, message) : wholeRefusal(message)
}
