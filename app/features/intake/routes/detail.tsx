import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import type { Result } from '#app/core/result.ts'
import { isInForce } from '#app/features/dictionary/attribute.model.ts'
import { dictionaryDay, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { cancelImport } from '../cancel-import.server.ts'
import { type ChooseMappingError, chooseMapping } from '../choose-mapping.server.ts'
import { type CommitImportError, commitImport } from '../commit-import.server.ts'
import { commitModeSchema, layoutSchema, mappingSchema, repairSchema } from '../import.schema.ts'
import { countProblems, listProblems, readImport } from '../intake.queries.server.ts'
import { mappingRefusal } from '../mapping-refusal.server.ts'
import { repairValue } from '../repair-value.server.ts'
import { rereadFile } from '../reread-file.server.ts'
import { ImportPage } from '../ui/import-page.tsx'

const searchSchema = z.object({
	severity: z.enum(['error', 'warning']).optional().catch(undefined),
	field: z.string().max(50).optional().catch(undefined),
	at: z.string().max(40).optional().catch(undefined),
})

const PAGE = 25

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const { at, ...search } = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	const found = await withContext(args, { can: ['read', 'Import'] }, async (ctx) => {
		const view = id.success ? await readImport(ctx, id.data) : null
		if (!view) return null
		return {
			view,
			problems: await listProblems(ctx, view.id, { ...search, cursor: at, limit: PAGE }),
			counts: await countProblems(ctx, view.id),
			attributes: (await loadAttributes(ctx, 'lot'))
				.filter((one) => isInForce(one, dictionaryDay(ctx)))
				.map(({ key, label }) => ({ key, label })),
			mayImport: ctx.ability.can('import', asSubject('Import', { partyId: view.party?.id ?? null })),
		}
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	return found
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.view.fileName ?? 'Import'} · Lotline 批迹` },
]

const json = z.string().transform((text, ctx) => {
	try {
		return JSON.parse(text) as unknown
	} catch {
		ctx.addIssue({ code: 'custom', message: 'not JSON' })
		return z.NEVER
	}
})

const actSchema = z.discriminatedUnion('intent', [
	z.object({ intent: z.literal('mapping'), mapping: json.pipe(mappingSchema) }),
	z.object({ intent: z.literal('commit'), mode: commitModeSchema }),
	z.object({ intent: z.literal('cancel') }),
	repairSchema.extend({ intent: z.literal('repair') }),
	layoutSchema.extend({ intent: z.literal('layout') }),
])
type Act = z.infer<typeof actSchema>

type StepError = ChooseMappingError | CommitImportError | { code: 'too-many-repairs' }

export async function action(args: ActionFunctionArgs) {
	const person = await whoIs(args.request)
	const language = await languageOf(args.request, { account: person?.account.language ?? null })
	const t = serverText(language, 'intake')
	const id = z.uuid().safeParse(args.params.id)
	const parsed = actSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return wholeRefusal(t('refused.invalid'))
	const result = await withContext(args, { can: ['import', 'Import'] }, (ctx) =>
		take(ctx, id.data ?? NOWHERE, parsed.data),
	)
	if (result.ok) return { ok: true as const, ...(parsed.data.intent === 'commit' ? { done: t('page.started') } : {}) }
	const error: StepError = result.error
	if (error.code === 'unknown-import') throw new Response('Not Found', { status: 404 })
	if (error.code === 'mapping-incomplete') return wholeRefusal(mappingRefusal(error.problems, language, t))
	return wholeRefusal(t(`refused.${error.code}`))
}

/** An address that is no id leads to no import, like any other that is not there. */
const NOWHERE = '00000000-0000-0000-0000-000000000000'

function take(ctx: Context, id: string, act: Act): Promise<Result<true, StepError>> {
	if (act.intent === 'mapping') return chooseMapping(ctx, id, act.mapping)
	if (act.intent === 'commit') return commitImport(ctx, id, act.mode)
	if (act.intent === 'cancel') return cancelImport(ctx, id)
	if (act.intent === 'repair') return repairValue(ctx, id, { row: act.row, column: act.column, value: act.value })
	return rereadFile(ctx, id, {
		...(act.sheet === undefined ? {} : { sheet: act.sheet }),
		...(act.headerRow === undefined ? {} : { headerRow: act.headerRow }),
	})
}

export default function ImportDetail() {
	const data = useLoaderData<typeof loader>()
	return <ImportPage {...data} />
}
