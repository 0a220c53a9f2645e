import { Pencil } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AttributeValueText } from '#app/features/dictionary/ui/attribute-value-text.tsx'
import { FindingsCard } from '#app/features/quality/ui/findings-card.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { LatestDecisions } from './lot-decisions.tsx'
import { LotDocuments } from './lot-documents.tsx'
import { LotEvents } from './lot-events.tsx'
import { LotMissing } from './lot-missing.tsx'
import { LotNeighbours } from './lot-neighbours.tsx'
import type { LotInside, LotPageData } from './lot-page-data.ts'
import { LotProcess } from './lot-process.tsx'
import { LotResults } from './lot-results.tsx'

/** Everything about the lot at one look. */
export function LotOverview({ page, inside }: { page: LotPageData; inside: LotInside }) {
	return (
		<Grid>
			<LotResults lotId={page.lot.id} results={inside.results} className={span(7)} />
			<LotNeighbours page={page} inside={inside} className={span(5)} />
			{inside.findings.rows.length > 0 && (
				<FindingsCard
					findings={inside.findings.rows}
					pager={<ListPager name="findings" page={inside.findings} />}
					className={span(12)}
				/>
			)}
			<LotProcess events={inside.making} shown={6} className={span(7)} />
			<LatestDecisions decisions={inside.decisions} moreTo="?tab=decisions" className={span(5)} />
			<LotEvents
				events={inside.events}
				count={inside.counts.events}
				shown={6}
				moreTo="?tab=events"
				className={span(5)}
			/>
			<LotDocuments page={page} className={span(4)} />
			<LotMissing page={page} inside={inside} className={span(3)} />
			<LotAttributes page={page} className={span(12)} />
		</Grid>
	)
}

/** Properties of the lot; nothing where it has none and the reader cannot give any. */
export function LotAttributes({ page, className }: { page: LotPageData; className?: string }) {
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const { attributes } = page.lot
	const known = page.attributes.filter((one) => Object.hasOwn(attributes, one.key))
	const free = Object.keys(attributes).filter((key) => !known.some((one) => one.key === key))
	if (!page.mayAmend && Object.keys(attributes).length === 0) return null
	const entry = (key: string, label: string, attribute?: (typeof known)[number]) => {
		const value = attributes[key]
		return value === undefined ? [] : [{ label, value: <AttributeValueText attribute={attribute} value={value} /> }]
	}
	return (
		<Card
			title={t('page.properties')}
			{...(className ? { className } : {})}
			{...(page.mayAmend
				? {
						actions: (
							<ButtonLink to={`/lots/${page.lot.id}/edit`} size="sm" variant="ghost" icon={Pencil}>
								{t('amend.open')}
							</ButtonLink>
						),
					}
				: {})}
		>
			{Object.keys(attributes).length === 0 && <p className="text-text-3">{t('page.noProperties')}</p>}
			<KeyValue
				width="wide"
				entries={[
					...known.flatMap((one) => entry(one.key, say(one.label), one)),
					...free.flatMap((key) => entry(key, key)),
				]}
			/>
		</Card>
	)
}
