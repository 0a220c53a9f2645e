import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Download, FileText, Package } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext, withPublicView } from '#app/platform/request/with-context.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { CardMore } from '#app/ui/layout/card-more.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { lookUpInPortal, type PortalLookUp } from '../look-up-in-portal.server.ts'
import { findLot } from '../provenance.queries.server.ts'
import { readProvenance } from '../read-provenance.server.ts'
import { LookupForm } from '../ui/lookup-form.tsx'
import { ProvenanceView } from '../ui/provenance-view.tsx'

/**
 * The look-up inside the portal. What the reader may see of a lot decides first; the lot's story is then told as to
 * the public, from a view of its own, because a customer's rows end where their shipments do.
 */
export async function loader(args: LoaderFunctionArgs) {
	const search = new URL(args.request.url).searchParams
	const code = (search.get('code') ?? '').slice(0, 2000)
	const lot = (search.get('lot') ?? '').slice(0, 60)
	const { ctx, result, title } = await withContext(args, { can: ['read', 'Provenance'] }, async (ctx) => ({
		ctx,
		result: code ? await lookUpInPortal(ctx, code, lot) : null,
		title: serverText(ctx.language, 'provenance')('lookup.title'),
	}))
	const asked = { code, lot, title, timeZone: ctx.tenant.timeZone }
	if (!result) return { ...asked, kind: 'empty' as const, provenance: null, found: null }
	if (result.kind === 'found') {
		const provenance = await withPublicView(ctx, (view) =>
			readProvenance(view, result.found.lot, result.found.shipped?.length === 0 ? 'public' : 'customer'),
		)
		return { ...asked, kind: 'found' as const, provenance, found: withoutNode(result.found) }
	}
	const elsewhere = result.kind === 'elsewhere' ? { gtin: result.gtin, lot: result.lot } : null
	const provenance = elsewhere?.lot
		? await withPublicView(ctx, async (view) => {
				const publicLot = await findLot(view, { gtin: elsewhere.gtin, lot: elsewhere.lot ?? '' })
				return publicLot ? readProvenance(view, publicLot, 'public') : null
			})
		: null
	return {
		...asked,
		kind: provenance
			? ('public' as const)
			: elsewhere && !elsewhere.lot
				? ('needs-lot' as const)
				: result.kind === 'mistyped'
					? ('mistyped' as const)
					: ('nothing' as const),
		provenance,
		found: null,
	}
}

/** The browser needs the lot's id for a link, and nothing else of the row. */
const withoutNode = ({ lot, ...rest }: PortalLookUp) => ({ ...rest, lot: { id: lot.id, code: lot.code } })

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function LookupMine() {
	const { code, lot, title, timeZone, kind, provenance, found } = useLoaderData<typeof loader>()
	const { t } = useTranslation('provenance')
	const problem = kind === 'nothing' || kind === 'mistyped' ? t(`lookup.problem.${kind}`) : undefined
	return (
		<>
			<PageHead title={title} subtitle={t('lookup.mineText')} />
			<Stack>
				<Card>
					<LookupForm
						action="/lookup/mine"
						code={code}
						lot={lot}
						error={problem}
						lotError={kind === 'needs-lot' ? t('lookup.problem.needs-lot') : undefined}
					/>
				</Card>
				{provenance && (
					<ProvenanceView provenance={provenance} timeZone={timeZone}>
						{kind === 'public' && (
							<Note tone="draft" title={t('mine.notYours')}>
								{t('mine.notYoursText')}
							</Note>
						)}
						{found && <OwnParts found={found} />}
					</ProvenanceView>
				)}
			</Stack>
		</>
	)
}

type Found = Omit<PortalLookUp, 'lot'> & { lot: { id: string; code: string } }

/** What was shipped to the reader, and the papers of it. */
function OwnParts({ found }: { found: Found }) {
	const { t } = useTranslation('provenance')
	const { dateTime, number, quantity } = useReader()
	const { shipped, documents, internal, lot } = found
	return (
		<Grid>
			{!internal && shipped?.length === 0 ? null : internal ? (
				<Card
					title={t('mine.inside')}
					className={span(6)}
					footer={
						<ButtonLink to={`/lots/${lot.id}`} size="sm">
							{t('mine.open')}
						</ButtonLink>
					}
				>
					<p className="text-text-2">{t('mine.insideText')}</p>
				</Card>
			) : (
				<Card
					title={t('mine.shipped')}
					className={span(6)}
					padding="flush"
					footer={
						<ButtonLink to={`/lots/${lot.id}/certificate`} size="sm" icon={FileText}>
							{t('mine.certificate')}
						</ButtonLink>
					}
				>
					<ListRows
						label={t('mine.shipped')}
						rows={(shipped ?? []).map((row) => ({
							key: `${row.number} ${row.unit}`,
							icon: Package,
							tone: 'shipped' as const,
							title: <span className="mono">{row.number}</span>,
							detail: row.shippedAt ? dateTime(row.shippedAt) : undefined,
							aside: quantity({ value: row.quantity, unit: row.unit }),
						}))}
					/>
				</Card>
			)}
			<Card title={t('mine.documents')} className={span(6)} padding="flush">
				{documents.rows.length === 0 ? (
					<p className="p-4 text-text-3">{t('mine.noDocuments')}</p>
				) : (
					<ListRows
						label={t('mine.documents')}
						rows={documents.rows.map((document) => ({
							key: document.id,
							icon: FileText,
							title: document.title,
							detail: [t(`certificates.kind.${document.kind}`), document.number].filter(Boolean).join(' · '),
							aside: (
								<a
									href={`/documents/${document.id}/content`}
									download
									aria-label={t('certificates.download', { title: document.title })}
									className="grid size-9 place-items-center pointer-coarse:size-11"
								>
									<Download aria-hidden="true" />
								</a>
							),
						}))}
					/>
				)}
				{documents.all > documents.rows.length && (
					<CardMore to={`/documents?lot=${lot.id}`}>
						{t('mine.allDocuments', { shown: number(documents.rows.length), all: number(documents.all) })}
					</CardMore>
				)}
			</Card>
		</Grid>
	)
}
