import { useSearchParams } from '@remix-run/react'
import { GitCompareArrows, OctagonPause, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { PartsBar } from '#app/ui/charts/parts-bar.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { TraceFigures } from '../trace-figures.model.ts'
import type { TraceView } from '../trace-view.server.ts'
import { HoldScopeDialog, type HoldWhat } from './hold-scope-dialog.tsx'

/** Names given beside the graph; all of them stand in their own part. */
const NAMED = 24

type Props = { view: TraceView; atOnce: number }

/** What the trace comes to, whom it concerns, and what can be done with all of it. */
export function TraceAside({ view, atOnce }: Props) {
	const { figures, root } = view
	const { t } = useTranslation('genealogy')
	const { number, quantity } = useReader()
	const sums = (list: TraceFigures['made']) => list.map(quantity).join(', ') || '–'
	return (
		<Card title={t('aside.title')} padding="flush">
			<CardSection>
				<KeyValue
					entries={[
						{ label: t('aside.start'), value: <span className="mono">{root.code}</span> },
						{ label: t('aside.lots'), value: number(figures.lots) },
						{ label: t('aside.inStock'), value: number(figures.inStock) },
						{ label: t('aside.onHand'), value: sums(figures.onHand) },
						{ label: t('aside.shipped'), value: number(figures.shippedLots) },
						{ label: t('aside.shippedQuantity'), value: sums(figures.shipped) },
						{ label: t('aside.consignees'), value: number(figures.parties.length) },
						{ label: t('aside.countries'), value: number(figures.countries) },
					]}
				/>
			</CardSection>
			{figures.lots > 0 && (
				<CardSection>
					<Places figures={figures} />
				</CardSection>
			)}
			<Parties figures={figures} />
			<Actions view={view} atOnce={atOnce} />
		</Card>
	)
}

/** Whom it concerns. */
export function Parties({ figures, marked }: { figures: TraceFigures; marked?: ReadonlySet<string> }) {
	const { t } = useTranslation('genealogy')
	const { quantity, say } = useReader()
	const [search] = useSearchParams()
	const { parties } = figures
	if (parties.length === 0) return null
	return (
		<CardSection title={t('aside.toTell')}>
			<div className="flex flex-wrap gap-1.5">
				{parties.slice(0, NAMED).map((party) => (
					<span key={party.id} title={say(party.name)} className={marked?.has(party.id) ? 'font-semibold' : undefined}>
						<Tag>
							<span className="mono">{party.code}</span> · {party.shipped.map(quantity).join(' + ')}
						</Tag>
					</span>
				))}
				{parties.length > NAMED && (
					<ButtonLink size="sm" variant="ghost" to={listAddress(search, { tab: 'went' })}>
						{t('aside.moreParties', { count: parties.length - NAMED })}
					</ButtonLink>
				)}
			</div>
		</CardSection>
	)
}

const PLACES = [
	['stock', 'released'],
	['both', 'quarantine'],
	['shipped', 'shipped'],
	['used', 'draft'],
] as const

/** Where the lots are: each counted once. */
export function Places({ figures }: { figures: TraceFigures }) {
	const { t } = useTranslation('genealogy')
	const { number } = useReader()
	const parts = PLACES.map(([key, tone]) => ({
		key,
		tone,
		label: t(`parts.${key}`),
		value: figures.places[key],
	})).filter((part) => part.value > 0)
	return (
		<PartsBar
			label={t('parts.label')}
			form="thin"
			parts={parts.map((part) => ({ ...part, text: number(part.value) }))}
			sum={t('parts.sum', { sum: parts.map((part) => number(part.value)).join(' + '), count: figures.lots })}
		/>
	)
}

function Actions({ view, atOnce }: Props) {
	const { t } = useTranslation('genealogy')
	const ability = useAbility()
	const [search] = useSearchParams()
	const [holding, setHolding] = useState<HoldWhat | null>(null)
	const { figures, root } = view
	const mayHold = ability.can('hold', 'Lot')
	const mayRecall = ability.can('create', 'Recall')
	return (
		<CardSection title={t('aside.act')} className="no-print">
			<div className="flex flex-wrap gap-2">
				<ButtonLink to={listAddress(search, { tab: 'scopes' })} icon={GitCompareArrows}>
					{t('aside.compare')}
				</ButtonLink>
				{mayHold && (
					<Button
						variant="hold"
						icon={OctagonPause}
						refusedBecause={figures.holdable === 0 ? t('aside.nothingToHold') : undefined}
						onClick={() => setHolding({ scope: 'shown', count: figures.holdable })}
					>
						{t('aside.hold', { count: figures.holdable })}
					</Button>
				)}
				{mayRecall && (
					<ButtonLink to={`/recalls/new?lot=${root.id}`} icon={RotateCcw}>
						{t('aside.recall')}
					</ButtonLink>
				)}
			</div>
			<HoldScopeDialog what={holding} atOnce={atOnce} rootId={root.id} onClose={() => setHolding(null)} />
		</CardSection>
	)
}
