import { FileText, Send, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { IntentButton } from '#app/ui/actions/intent-button.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import type { ShipmentPage } from '../read-shipment-page.server.ts'
import { ShipmentStatus } from './shipment-status.tsx'

/** Which shipment it is, whose, and what can be done with it. */
export function ShipmentHead({ page }: { page: ShipmentPage }) {
	const { shipment, may, previews } = page
	const { t } = useTranslation('shipping')
	const { say, dateTime, date } = useReader()
	const stopped = previews.filter((preview) => preview.status === 'block' || preview.status === 'unknown').length
	return (
		<PageHead
			crumbs={[{ label: t('list.title'), to: '/shipments' }, { label: shipment.number }]}
			title={
				<>
					{t('detail.title')} <span className="font-mono tracking-[-0.03em]">{shipment.number}</span>
				</>
			}
			status={<ShipmentStatus status={shipment.status} large />}
			facts={[
				{ label: t('detail.customer'), value: say(shipment.partyName) },
				shipment.shippedAt
					? { label: t('detail.sent'), value: dateTime(shipment.shippedAt) }
					: {
							label: t('detail.expected'),
							value: shipment.expectedOn ? date(shipment.expectedOn) : t('detail.notSaid'),
						},
				...(shipment.reference
					? [{ label: t('detail.order'), value: <span className="mono">{shipment.reference}</span> }]
					: []),
				...(shipment.carrier ? [{ label: t('detail.carrier'), value: shipment.carrier }] : []),
				{ label: t('detail.site'), value: say(shipment.siteName) },
			]}
			actions={
				<>
					<ButtonLink to={`/shipments/${shipment.id}/packing-list`} icon={FileText}>
						{t('detail.packingList')}
					</ButtonLink>
					{may.cancel && (
						<IntentButton
							intent="cancel"
							icon={X}
							label={t('detail.cancel')}
							confirm={{
								title: t('detail.cancelTitle', { number: shipment.number }),
								text: t('detail.cancelText'),
								keep: t('detail.keep'),
							}}
						/>
					)}
					{may.ship && (
						<IntentButton
							intent="ship"
							icon={Send}
							label={t('detail.ship')}
							primary
							refusedBecause={stopped > 0 ? t('detail.blockedTitle', { count: stopped }) : undefined}
						/>
					)}
				</>
			}
		/>
	)
}
