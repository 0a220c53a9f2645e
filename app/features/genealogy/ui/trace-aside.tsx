import { OctagonPause, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HoldDialog } from '#app/features/lots/ui/hold-dialog.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { PartsBar } from '#app/ui/charts/parts-bar.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { Trace, TraceNode } from '../trace.model.ts'
import type { Consignee } from '../trace.queries.server.ts'

/** Lots that a press can hold in one go. */
const HOLD_AT_ONCE = 500
const NAMED = 24

type Props = { trace: Trace; nodes: readonly TraceNode[]; consignees: readonly Consignee[] }

/** What the trace comes to, whom it concerns, and what can be done with all of it. */
export function TraceAside({ trace, nodes, consignees }: Props) {
	const { t } = useTranslation('genealogy')
	const { number, say } = useReader()
	const root = trace.nodes.find((node) => node.id === trace.root)
	const inStock = nodes.filter((node) => Number(node.onHand.value) > 0).length
	const shipped = new Set(consignees.map((one) => one.lot.id)).size
	const parties = [...new Map(consignees.map((one) => [one.party.id, one.party])).values()]
	return (
		<Card title={t('aside.title')} padding="flush">
			<CardSection>
				<KeyValue
					entries={[
						{ label: t('aside.start'), value: <span className="mono">{root?.code}</span> },
						{ label: t('aside.lots'), value: number(nodes.length) },
						{ label: t('aside.inStock'), value: number(inStock) },
						{ label: t('aside.shipped'), value: number(shipped) },
						{ label: t('aside.consignees'), value: number(parties.length) },
						{ label: t('aside.countries'), value: number(new Set(parties.map((party) => party.country)).size) },
					]}
				/>
			</CardSection>
			{nodes.length > 0 && (
				<CardSection>
					<Parts nodes={nodes} consignees={consignees} />
				</CardSection>
			)}
			{parties.length > 0 && (
				<CardSection title={t('aside.toTell')}>
					<div className="flex flex-wrap gap-1.5">
						{parties.slice(0, NAMED).map((party) => (
							<Tag key={party.id}>
								<span className="mono">{party.code}</span> {say(party.name)}
							</Tag>
						))}
						{parties.length > NAMED && (
							<span className="text-12 text-text-3">{t('aside.moreParties', { count: parties.length - NAMED })}</span>
						)}
					</div>
				</CardSection>
			)}
			<Actions trace={trace} nodes={nodes} />
		</Card>
	)
}

/** Where the lots are: each counted once. */
function Parts({ nodes, consignees }: Pick<Props, 'nodes' | 'consignees'>) {
	const { t } = useTranslation('genealogy')
	const { number } = useReader()
	const sent = new Set(consignees.map((one) => one.lot.id))
	const count = (test: (node: TraceNode) => boolean) => nodes.filter(test).length
	const here = (node: TraceNode) => Number(node.onHand.value) > 0
	const parts = [
		{
			key: 'stock',
			label: t('parts.stock'),
			value: count((node) => here(node) && !sent.has(node.id)),
			tone: 'released' as const,
		},
		{
			key: 'both',
			label: t('parts.both'),
			value: count((node) => here(node) && sent.has(node.id)),
			tone: 'quarantine' as const,
		},
		{
			key: 'shipped',
			label: t('parts.shipped'),
			value: count((node) => !here(node) && sent.has(node.id)),
			tone: 'shipped' as const,
		},
		{
			key: 'used',
			label: t('parts.used'),
			value: count((node) => !here(node) && !sent.has(node.id)),
			tone: 'draft' as const,
		},
	].filter((part) => part.value > 0)
	return (
		<PartsBar
			label={t('parts.label')}
			form="thin"
			parts={parts.map((part) => ({ ...part, text: number(part.value) }))}
			sum={t('parts.sum', { sum: parts.map((part) => number(part.value)).join(' + '), count: nodes.length })}
		/>
	)
}

function Actions({ trace, nodes }: Pick<Props, 'trace' | 'nodes'>) {
	const { t } = useTranslation('genealogy')
	const ability = useAbility()
	const [holding, setHolding] = useState(false)
	const free = nodes.filter(
		(node) => !['blocked', 'rejected', 'cancelled'].includes(node.category) && node.status !== 'consumed',
	)
	const mayHold = ability.can('hold', 'Lot')
	const mayRecall = ability.can('create', 'Recall')
	if (!mayHold && !mayRecall) return null
	const why =
		free.length === 0
			? t('aside.nothingToHold')
			: free.length > HOLD_AT_ONCE
				? t('aside.tooMany', { count: HOLD_AT_ONCE })
				: undefined
	return (
		<CardSection title={t('aside.act')}>
			<div className="flex flex-wrap gap-2">
				{mayHold && (
					<Button variant="hold" icon={OctagonPause} refusedBecause={why} onClick={() => setHolding(true)}>
						{t('aside.hold', { count: free.length })}
					</Button>
				)}
				{mayRecall && (
					<ButtonLink to={`/recalls/new?lot=${trace.root}`} icon={RotateCcw}>
						{t('aside.recall')}
					</ButtonLink>
				)}
			</div>
			<HoldDialog
				open={holding}
				onOpenChange={setHolding}
				lotIds={free.map((node) => node.id)}
				onHeld={() => setHolding(false)}
			/>
		</CardSection>
	)
}
