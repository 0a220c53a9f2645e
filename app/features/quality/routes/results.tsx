import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { recordResultsSchema } from '../quality.schema.ts'
import { recordResults } from '../record-results.server.ts'
import { resultRefusal } from '../result-text.server.ts'
import { earlierResults, lotHeads, resultsOfLot } from '../results.queries.server.ts'
import { EarlierResults } from '../ui/earlier-results.tsx'
import { ResultsForm } from '../ui/results-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const id = args.params.id ?? ''
	const cursor = new URL(args.request.url).searchParams.get('earlier')
	const data = await withContext(args, { can: ['create', 'TestResult'] }, async (ctx) => {
		const [lot] = await lotHeads(ctx, { ids: [id] })
		return lot
			? { lot, rows: await resultsOfLot(ctx, lot.id), earlier: await earlierResults(ctx, lot.id, cursor) }
			: null
	})
	if (!data) throw new Response('Not Found', { status: 404 })
	return data
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.lot.code ?? ''} · Results 检验结果 · Lotline 批迹` },
]

export async function action(args: ActionFunctionArgs) {
	const language = await languageOf(args.request)
	const parsed = recordResultsSchema.safeParse(await args.request.json().catch(() => null))
	if (!parsed.success) return { ok: false as const, formError: serverText(language, 'quality')('problem.unreadable') }
	const { entries, testedOn, reason } = parsed.data
	const filled = entries.flatMap((entry, index) => (entry.reported === '' ? [] : [{ entry, index }]))
	const lotId = args.params.id ?? ''
	const result = await withContext(args, { can: ['create', 'TestResult'] }, (ctx) =>
		recordResults(ctx, {
			lotId,
			testedOn: testedOn || undefined,
			reason: reason || undefined,
			entries: filled.map(({ entry: { specificationId, verdict, ...entry } }) => ({
				...entry,
				...(specificationId ? { specificationId } : {}),
				...(verdict ? { verdict } : {}),
			})),
		}),
	)
	if (result.ok) return redirect(`/release/${lotId}`)
	if (result.error.code === 'unknown-lot') throw new Response('Not Found', { status: 404 })
	return resultRefusal(
		language,
		result.error,
		filled.map(({ index }) => index),
	)
}

/** Results of a lot, typed in test by test. */
export default function Results() {
	const { lot, rows, earlier } = useLoaderData<typeof loader>()
	const { t } = useTranslation('quality')
	const { say } = useReader()
	return (
		<>
			<PageHead
				crumbs={[
					{ label: t('results.lots'), to: '/lots' },
					{ label: lot.code, to: `/lots/${lot.id}` },
					{ label: t('results.title') },
				]}
				title={t('results.heading', { code: lot.code })}
				subtitle={`${say(lot.itemName)}, ${lot.sku}`}
				actions={<AppLink to="/results/import">{t('results.toImport')}</AppLink>}
			/>
			<ResultsForm rows={rows} lotId={lot.id} />
			{earlier.rows.length > 0 && <EarlierResults page={earlier} />}
		</>
	)
}
