import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { addDays, todayIn } from '#app/core/local-date.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { procedureForm } from '../procedure.schema.ts'
import { readProcedure } from '../procedures.queries.server.ts'
import { publishProcedure } from '../publish-procedure.server.ts'
import { ProcedureForm } from '../ui/procedure-form.tsx'

const EMPTY = { code: '', titleEn: '', titleZh: '', textEn: '', textZh: '', documentId: '' }
/** Days that people are given to read a version, where the author says nothing else. */
const USUAL_DAYS = 14
const NEEDS = { can: ['publish', 'Procedure'] } as const

/** The form of a new procedure, or with `?of=CODE` of the next version of one. */
export async function loader(args: LoaderFunctionArgs) {
	const of = new URL(args.request.url).searchParams.get('of')
	return withContext(args, NEEDS, async (ctx) => {
		const known = of ? await readProcedure(ctx, of) : null
		if (of && !known) throw new Response('Not Found', { status: 404 })
		const current = known?.current
		return {
			isNew: known === null,
			values: known
				? {
						code: known.code,
						titleEn: known.title.en,
						titleZh: known.title['zh-CN'],
						textEn: current?.text.en ?? '',
						textZh: current?.text['zh-CN'] ?? '',
						documentId: current?.document?.id ?? '',
					}
				: EMPTY,
			documents: await choiceList(ctx, 'documents', {}, [current?.document?.id]),
			acknowledgeBy: addDays(todayIn(ctx.tenant.timeZone, ctx.now), USUAL_DAYS),
			title: serverText(ctx.language, 'governance')(known ? 'form.nextTitle' : 'form.newTitle'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'governance')
	const isNew = new URL(args.request.url).searchParams.get('of') === null
	const parsed = procedureForm.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
	const { code, titleEn, titleZh, textEn, textZh, documentId, changes, acknowledgeBy } = parsed.data
	const published = await withContext(args, NEEDS, (ctx) =>
		publishProcedure(ctx, {
			code,
			title: { en: titleEn, 'zh-CN': titleZh },
			text: { en: textEn, 'zh-CN': textZh },
			documentId: documentId || null,
			changes,
			acknowledgeBy: acknowledgeBy || null,
			isNew,
		}),
	)
	if (published.ok) return redirect(`/procedures/${encodeURIComponent(code)}`)
	const message = t(`refused.${published.error.code}`)
	if (published.error.code === 'code-taken') return fieldRefusal('code', message)
	if (published.error.code === 'acknowledge-in-past') return fieldRefusal('acknowledgeBy', message)
	return published.error.code === 'unknown-document' ? fieldRefusal('documentId', message) : wholeRefusal(message)
}

export default function NewProcedure() {
	const { values, isNew, documents, title, acknowledgeBy } = useLoaderData<typeof loader>()
	const { t } = useTranslation('governance')
	return (
		<>
			<PageHead title={title} crumbs={[{ label: t('list.title'), to: '/procedures' }, { label: title }]} />
			<ProcedureForm key={values.code} values={{ ...values, acknowledgeBy }} isNew={isNew} documents={documents} />
		</>
	)
}
