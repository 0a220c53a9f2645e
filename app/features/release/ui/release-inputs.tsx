import { Waypoints } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LotStatus } from '#app/features/lots/ui/lot-status.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ReleasePage } from '../release-page.server.ts'

/** The lots that went into this one, with what they are now. */
export function ReleaseInputs({ release, className }: { release: ReleasePage; className?: string }) {
	const { t } = useTranslation('release')
	const { say, quantity } = useReader()
	const { page, inputs } = release
	return (
		<Card
			title={t('inputs.title')}
			sub={t('inputs.sub')}
			padding="flush"
			className={className}
			footer={
				<AppLink to={`/trace?lot=${page.lot.id}`} className="inline-flex items-center gap-1.5">
					<Waypoints aria-hidden="true" className="size-3.5!" />
					{t('inputs.trace')}
				</AppLink>
			}
		>
			<DataTable
				caption={t('inputs.title')}
				rows={inputs}
				rowKey={(input) => `${input.id}-${input.quantity.value}-${input.quantity.unit}`}
				empty={<p className="p-4 text-text-3">{t('inputs.none')}</p>}
				columns={[
					{
						key: 'lot',
						header: t('inputs.lot'),
						role: 'key',
						cell: (input) => (
							<>
								<AppLink to={`/lots/${input.id}`} className="mono">
									{input.code}
								</AppLink>
								<CellSub>{say(input.itemName)}</CellSub>
							</>
						),
					},
					{ key: 'quantity', header: t('inputs.used'), align: 'end', cell: (input) => quantity(input.quantity) },
					{
						key: 'status',
						header: t('inputs.status'),
						cell: (input) => <LotStatus states={page.states} status={input.status} />,
					},
					{
						key: 'acceptable',
						header: t('inputs.acceptable'),
						role: 'aside',
						cell: (input) => (
							<StatusText
								tone={input.acceptable ? 'pass' : 'block'}
								label={t(input.acceptable ? 'inputs.yes' : 'inputs.no')}
							/>
						),
					},
				]}
			/>
		</Card>
	)
}
