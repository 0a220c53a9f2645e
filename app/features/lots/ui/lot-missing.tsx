import { CircleCheck, CircleDashed, Unlink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { type ListRow, ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { lotStateLook } from '../lot-state-look.ts'
import type { LotInside, LotPageData } from './lot-page-data.ts'

const unknownFields = ({ lot, documents }: LotPageData) => [
	...(lot.supplier && !lot.supplierLot ? (['supplierLot'] as const) : []),
	...(lot.manufacturedOn ? [] : (['madeOn'] as const)),
	...(lot.expiresOn ? [] : (['expiresOn'] as const)),
	...(lot.site ? [] : (['site'] as const)),
	...(documents.all > 0 ? [] : (['certificate'] as const)),
]

/** What is not known about the lot yet, and until when it is needed: by rules, dictionary, specification and its history. Each leads to where it is given, for who may give it. */
export function LotMissing({ page, inside, className }: { page: LotPageData; inside: LotInside; className?: string }) {
	const { t } = useTranslation('lots')
	const { t: gapText } = useTranslation('gaps')
	const { say } = useReader()
	const { states, lot } = page
	const ability = useAbility()
	const amend = page.mayAmend ? { to: `/lots/${lot.id}/edit` } : {}
	const addFile = ability.can('create', 'Document') ? { to: `/documents/new?lot=${lot.id}` } : {}
	const addResult = ability.can('create', 'TestResult') ? { to: `/lots/${lot.id}/results` } : {}
	const missing = inside.missing ?? { attributes: [], data: [], gaps: { first: [], all: 0 } }
	// The rules about lot data say it in their own words and with their own consequence: not twice.
	const known = missing.data.length > 0 ? [] : unknownFields(page)
	const stateOf = (key: string | null) =>
		key === null ? t('missing.atOnce') : t('missing.beforeState', { state: say(lotStateLook(states, key).title) })
	const moreGaps = missing.gaps.all - missing.gaps.first.length
	const rows: ListRow[] = [
		...missing.data.map(({ key, label, message, status }) => ({
			key: `data ${key}`,
			title: say(label),
			detail: say(message),
			icon: CircleDashed,
			tone: status === 'block' ? ('block' as const) : ('warn' as const),
			...amend,
		})),
		...missing.attributes.map(({ key, label, before }) => ({
			key: `attribute ${key}`,
			title: say(label),
			detail: stateOf(before),
			icon: CircleDashed,
			...amend,
		})),
		...missing.gaps.first.map(({ id, kind }) => ({
			key: id,
			title: gapText(`kind.${kind}`),
			detail: t('missing.gap'),
			to: `/gaps?kind=${kind}`,
			icon: Unlink,
		})),
		...(moreGaps > 0
			? [{ key: 'more gaps', title: t('missing.moreGaps', { count: moreGaps }), to: '/gaps', icon: Unlink }]
			: []),
		...inside.results
			.filter((row) => row.required && !row.result)
			.map((row) => ({
				key: row.key,
				title: t('missing.result', { test: say(row.name) }),
				detail: t('missing.beforeRelease'),
				icon: CircleDashed,
				...addResult,
			})),
		...known.map((key) => ({
			key,
			title: t(`missing.${key}`),
			detail: t('missing.beforeShipment'),
			icon: CircleDashed,
			...(key === 'certificate' ? addFile : amend),
		})),
	]
	return (
		<Card
			title={
				<>
					{t('missing.title')} <Count value={rows.length + (moreGaps > 0 ? moreGaps - 1 : 0)} />
				</>
			}
			padding="flush"
			{...(className ? { className } : {})}
		>
			<ListRows
				rows={rows.length > 0 ? rows : [{ key: 'none', title: t('missing.nothing'), icon: CircleCheck, tone: 'pass' }]}
			/>
		</Card>
	)
}
