import { Check, CheckCheck, PackageCheck, Printer, RefreshCw, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RecordActions } from '#app/features/workflow/ui/record-parts.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IntentButton } from '#app/ui/actions/intent-button.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { DeliveryPage } from '../read-delivery-page.server.ts'
import { momentWords } from './delivery-words.ts'
import { ReasonDialog } from './reason-dialog.tsx'

/** Which delivery it is, how far it is, and what can be done with all of it. */
export function DeliveryHead({ page }: { page: DeliveryPage }) {
	const { delivery, record, partner } = page
	const { t } = useTranslation('receiving')
	const reader = useReader()
	const received = delivery.lines.filter((line) => line.status === 'received').length
	const open = delivery.lines.filter((line) => line.status === 'pending').length
	const progress = [
		t('detail.progressText', { received, all: delivery.lines.length }),
		...(open > 0 ? [t('detail.progressOpen', { count: open })] : []),
	].join(t('count.join'))
	return (
		<PageHead
			crumbs={[
				{ label: t(partner ? 'list.noticesTitle' : 'list.title'), to: '/deliveries' },
				{ label: delivery.number },
			]}
			title={
				<>
					{t(partner ? 'detail.noticeTitle' : 'detail.title')}{' '}
					<span className="font-mono tracking-[-0.03em]">{delivery.number}</span>
				</>
			}
			status={<StatusChip size="lg" tone={record.state.tone} label={reader.say(record.state.title)} />}
			facts={[
				partner
					? { label: t('detail.site'), value: reader.say(delivery.siteName) }
					: { label: t('detail.supplier'), value: reader.say(delivery.partyName) },
				delivery.arrivedAt
					? { label: t('detail.arrived'), value: momentWords(t, reader, delivery.arrivedAt) }
					: {
							label: t('detail.expected'),
							value: delivery.expectedOn ? reader.date(delivery.expectedOn) : t('detail.notYet'),
						},
				...(delivery.reference
					? [{ label: t('detail.order'), value: <span className="mono">{delivery.reference}</span> }]
					: []),
				...(delivery.carrier ? [{ label: t('detail.carrier'), value: delivery.carrier }] : []),
				{ label: t('detail.progress'), value: progress },
			]}
			actions={<HeadActions page={page} />}
		/>
	)
}

function HeadActions({ page }: { page: DeliveryPage }) {
	const { delivery, may } = page
	const { t } = useTranslation('receiving')
	const [cancelling, setCancelling] = useState(false)
	const pending = delivery.lines.filter((line) => line.status === 'pending')
	const passed = pending.filter((line) => line.check?.status === 'pass').length
	return (
		<>
			<Button icon={Printer} onClick={() => window.print()}>
				{t('detail.print')}
			</Button>
			{may.cancel && (
				<Button icon={X} onClick={() => setCancelling(true)}>
					{t('detail.cancel')}
				</Button>
			)}
			{may.check && !may.arrive && pending.length > 0 && (
				<IntentButton intent="check" icon={RefreshCw} label={t('detail.checkAgain')} />
			)}
			{may.arrive && <IntentButton intent="arrive" icon={PackageCheck} label={t('detail.recordArrival')} primary />}
			{may.receive && !may.arrive && passed > 0 && (
				<IntentButton
					intent="receive-passed"
					icon={Check}
					label={t('detail.receivePassed', { count: passed })}
					primary
				/>
			)}
			{may.close && <IntentButton intent="close" icon={CheckCheck} label={t('detail.close')} primary />}
			<RecordActions
				page={page.record}
				record={{ label: delivery.number, version: delivery.version, action: `/deliveries/${delivery.id}` }}
			/>
			{cancelling && <ReasonDialog intent="cancel" name={delivery.number} onClose={() => setCancelling(false)} />}
		</>
	)
}
