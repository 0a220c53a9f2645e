import { CirclePlay, Printer, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { RecordActions } from '#app/features/workflow/ui/record-parts.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { IntentButton } from '#app/ui/actions/intent-button.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import type { OrderButton } from '../order-steps.model.ts'
import type { OrderPage } from '../read-order-page.server.ts'
import { CompleteButton } from './complete-button.tsx'
import { OrderStatus } from './order-status.tsx'

/** Which order it is, how far it is, and what can be done with all of it. */
export function OrderHead({ page }: { page: OrderPage }) {
	const { order, made } = page
	const { t } = useTranslation('production')
	const { say, quantity, quantityAsGiven, date } = useReader()
	const amount = (value: string) => quantity({ value, unit: order.unit })
	return (
		<PageHead
			crumbs={[{ label: t('list.title'), to: '/production' }, { label: order.number }]}
			title={
				<>
					{t('order.title')} <span className="font-mono tracking-[-0.03em]">{order.number}</span>
				</>
			}
			status={<OrderStatus state={page.record.state} large />}
			subtitle={say(order.itemName)}
			facts={[
				{ label: t('order.item'), value: <span className="mono">{order.sku}</span> },
				{ label: t('order.revision'), value: order.revision },
				{ label: t('order.line'), value: `${order.line}, ${say(order.siteName)}` },
				{
					label: t('order.made'),
					value: t('order.madeOf', {
						made: amount(made),
						planned: quantityAsGiven({ value: order.planned, unit: order.unit }, order.given),
					}),
				},
				...(order.dueOn ? [{ label: t('order.due'), value: date(order.dueOn) }] : []),
				{
					label: t('order.lot'),
					value: order.lot ? (
						<AppLink to={`/lots/${order.lot.id}`} className="font-mono">
							{order.lot.code}
						</AppLink>
					) : (
						t('order.noLot')
					),
				},
			]}
			actions={<HeadActions page={page} />}
		/>
	)
}

function HeadActions({ page }: { page: OrderPage }) {
	const { order, may, buttons } = page
	const { t } = useTranslation('production')
	const { say } = useReader()
	const because = (key: OrderButton) => buttons[key]?.map(say).join(' ') || undefined
	return (
		<>
			<Button icon={Printer} onClick={() => window.print()}>
				{t('order.print')}
			</Button>
			{may.cancel && (
				<IntentButton
					intent="cancel"
					icon={X}
					label={t('order.cancel')}
					refusedBecause={because('cancel')}
					confirm={{
						title: t('order.cancelTitle', { number: order.number }),
						text: t('order.cancelText'),
						keep: t('order.keep'),
					}}
				/>
			)}
			{may.resume && (
				<IntentButton
					intent="resume"
					icon={CirclePlay}
					label={t('order.resume')}
					primary
					refusedBecause={because('resume')}
				/>
			)}
			<RecordActions
				page={page.record}
				record={{ label: order.number, version: order.version, action: `/production/${order.id}` }}
				long={['balanceReason']}
			/>
			{may.start && !needsClearance(page) && (
				<IntentButton
					intent="start"
					icon={CirclePlay}
					label={t('order.start')}
					primary
					refusedBecause={because('start')}
				/>
			)}
			{may.complete && <CompleteButton page={page} refusedBecause={because('complete')} />}
		</>
	)
}

/** Whether the line has to be cleared of another lot first; then it starts from the card that asks for it. */
export const needsClearance = ({ line }: OrderPage): boolean =>
	line !== null && !line.severalLots && (line.previous !== null || line.busyWith !== null)
