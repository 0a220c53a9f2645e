import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { todayIn } from '#app/core/local-date.ts'
import { MEANING_TITLES } from '#app/features/workflow/refusal-messages.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { useCountry } from '#app/platform/i18n/use-country.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { readConformance } from '../conformance.queries.server.ts'
import { verdictOf } from '../provenance.model.ts'

export async function loader(args: LoaderFunctionArgs) {
	const id = args.params.id ?? ''
	const found = await withContext(args, { can: ['read', 'Lot'] }, async (ctx) => {
		const lot = /^[0-9a-f-]{36}$/i.test(id) ? await readConformance(ctx, id, partyOf(ctx.actor)) : null
		if (!lot) return null
		const verdict = verdictOf({
			status: lot.status,
			category: lot.category,
			recalled: lot.recalled,
			expiresOn: lot.expiresOn,
			today: todayIn(ctx.tenant.timeZone, ctx.now),
		})
		return { lot, verdict, tenantName: ctx.tenant.name }
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	return found
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.lot.code ?? ''} · Lotline 批迹` }]

/** A certificate of conformance on A4. A lot that is not released, or is recalled, has none: the page says so. */
export default function Certificate() {
	const { lot, verdict, tenantName } = useLoaderData<typeof loader>()
	const { t } = useTranslation('provenance')
	const { say, date, dateTime } = useReader()
	const country = useCountry()
	const conforms = verdict === 'released' || verdict === 'expired'
	const limits = (minimum: string | null, maximum: string | null) =>
		minimum && maximum ? `${minimum} – ${maximum}` : minimum ? `≥ ${minimum}` : maximum ? `≤ ${maximum}` : '–'
	return (
		<article className="mx-auto max-w-[860px] text-14">
			<PageHead
				title={t('coc.title')}
				subtitle={tenantName}
				actions={
					<Button
						variant="primary"
						icon={Printer}
						onClick={() => window.print()}
						refusedBecause={conforms ? undefined : t('coc.refused')}
					>
						{t('print')}
					</Button>
				}
			/>
			<Stack>
				{!conforms && (
					<Note tone={verdict === 'recalled' ? 'recalled' : 'warn'} title={t(`verdict.${verdict}.title`)}>
						{t('coc.refused')}
					</Note>
				)}
				<Card title={t('product.title')}>
					<KeyValue
						width="wide"
						entries={[
							{ label: t('product.name'), value: <strong>{say(lot.item.name)}</strong> },
							{
								label: t('coc.sku'),
								value: (
									<span className="font-mono">{`${lot.item.sku}${lot.revision ? ` / ${lot.revision}` : ''}`}</span>
								),
							},
							{ label: t('product.lot'), value: <span className="font-mono">{lot.code}</span> },
							...(lot.item.gtin
								? [{ label: t('product.gtin'), value: <span className="font-mono">{lot.item.gtin}</span> }]
								: []),
							...(lot.manufacturedOn ? [{ label: t('product.madeOn'), value: date(lot.manufacturedOn) }] : []),
							...(lot.expiresOn ? [{ label: t('product.expiresOn'), value: date(lot.expiresOn) }] : []),
							...(lot.site
								? [
										{
											label: t('coc.site'),
											value: `${say(lot.site.name)}, ${say(lot.site.city)}, ${country(lot.site.country)}`,
										},
									]
								: []),
						]}
					/>
				</Card>
				<Card title={t('coc.results')} padding="flush">
					<DataTable
						caption={t('coc.results')}
						rows={lot.results}
						rowKey={(row) => `${row.test} ${row.method}`}
						empty={<p className="p-4 text-text-3">{t('coc.noResults')}</p>}
						columns={[
							{ key: 'test', header: t('coc.test'), role: 'key', cell: (row) => (row.name ? say(row.name) : row.test) },
							{ key: 'method', header: t('coc.method'), cell: (row) => row.method },
							{
								key: 'limits',
								header: t('coc.limits'),
								align: 'end',
								cell: (row) => `${limits(row.minimum, row.maximum)} ${row.unit}`,
							},
							{ key: 'result', header: t('coc.result'), align: 'end', cell: (row) => `${row.reported} ${row.unit}` },
							{
								key: 'verdict',
								header: t('coc.verdict'),
								role: 'aside',
								cell: (row) => (
									<StatusText
										tone={row.verdict === 'pass' ? 'pass' : row.verdict === 'fail' ? 'block' : 'unknown'}
										label={t(`coc.is.${row.verdict === 'pass' || row.verdict === 'fail' ? row.verdict : 'unknown'}`)}
									/>
								),
							},
						]}
					/>
				</Card>
				{conforms && (
					<Card title={t('coc.statement')}>
						<p>{t('coc.statementText', { lot: lot.code, tenant: tenantName })}</p>
						<div className="mt-3">
							<KeyValue
								width="wide"
								entries={[
									{ label: t('coc.releasedOn'), value: lot.releasedAt ? dateTime(lot.releasedAt) : '–' },
									...(lot.release
										? [
												{
													label: t('coc.signedBy'),
													value: `${lot.release.name} (${Object.hasOwn(MEANING_TITLES, lot.release.meaning) ? say(MEANING_TITLES[lot.release.meaning as keyof typeof MEANING_TITLES]) : lot.release.meaning})`,
												},
												{ label: t('coc.signedAt'), value: dateTime(lot.release.at) },
												{
													label: 'SHA-256',
													value: <span className="font-mono text-12 wrap-anywhere">{lot.release.hash}</span>,
												},
											]
										: [{ label: t('coc.signedBy'), value: t('coc.byRule') }]),
								]}
							/>
						</div>
					</Card>
				)}
			</Stack>
		</article>
	)
}
