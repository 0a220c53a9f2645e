import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { OrderPage } from '../read-order-page.server.ts'

/** How the order came out when it was closed: yield, loss, and whether what was used keeps to the parts list. */
export function BalanceCard({ page }: { page: OrderPage }) {
	const { balance } = page.order
	const { t } = useTranslation('production')
	const { quantity } = useReader()
	if (!balance) return null
	const amount = (value: string) => quantity({ value, unit: balance.unit })
	const outside = balance.components.filter((one) => one.within === false)
	return (
		<Card title={t('balance.title')} sub={t('balance.sub')}>
			<div className="space-y-3">
				<Note
					tone={balance.within ? 'pass' : 'warn'}
					title={t(balance.within ? 'balance.within' : 'balance.outside', { count: outside.length })}
				>
					{outside.map((one) => (
						<span key={one.sku} className="block">
							{t('balance.component', {
								sku: one.sku,
								used: quantity({ value: one.consumed, unit: one.unit }),
								needed: quantity({ value: one.needed ?? '0', unit: one.unit }),
								difference: one.differencePercent,
								tolerance: one.tolerancePercent,
							})}
						</span>
					))}
				</Note>
				<KeyValue
					width="wide"
					entries={[
						{ label: t('balance.made'), value: amount(balance.made) },
						{ label: t('balance.scrap'), value: amount(balance.scrap) },
						{ label: t('balance.yield'), value: `${balance.yieldPercent} %` },
						...(balance.reason ? [{ label: t('balance.reason'), value: balance.reason }] : []),
					]}
				/>
			</div>
		</Card>
	)
}
