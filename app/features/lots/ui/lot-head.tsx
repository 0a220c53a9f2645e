import { Activity, CircleCheckBig, Ellipsis, Printer, Waypoints } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TransitionDialog } from '#app/features/workflow/ui/transition-dialog.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Menu, type MenuEntry } from '#app/ui/actions/menu.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import type { LotReferenceKind } from '../lot.model.ts'
import type { LotActionData, LotPageData } from './lot-page-data.ts'
import { LotStatus } from './lot-status.tsx'

/** Who the lot is, its status, the facts that identify it, and what the reader may do with it. */
export function LotHead({ page }: { page: LotPageData }) {
	const { lot, states, inside } = page
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const ability = useAbility()
	const revision = lot.revision ? t('page.revision', { code: lot.revision }) : null
	return (
		<PageHead
			title={lot.code}
			mono
			status={<LotStatus states={states} status={lot.status} form="large" />}
			subtitle={[say(lot.item.name), revision].filter(Boolean).join(', ')}
			crumbs={[
				{ label: t(inside ? 'list.title' : 'list.myTitle'), to: '/lots' },
				{ label: say(lot.item.name), to: `/lots?item=${encodeURIComponent(lot.item.sku)}` },
				{ label: lot.code },
			]}
			facts={useFacts(page)}
			actions={
				<>
					<ButtonLink
						to={`/lots/${lot.id}/label`}
						icon={Printer}
						iconOnly
						aria-label={t('page.label')}
						title={t('page.label')}
					/>
					{inside && (
						<ButtonLink to={`/trace?lot=${lot.id}`} icon={Waypoints}>
							{t('page.trace')}
						</ButtonLink>
					)}
					{inside && ability.can('create', 'TraceEvent') && (
						<ButtonLink to={`/events/new?lot=${encodeURIComponent(lot.code)}`} icon={Activity}>
							{t('page.event')}
						</ButtonLink>
					)}
					<LotSteps page={page} />
				</>
			}
		/>
	)
}

/** Codes of one kind that the head names; the rest is counted. */
const SHOWN = 6

function useFacts({ lot, orderNumber }: LotPageData) {
	const { t } = useTranslation('lots')
	const { say, quantity, quantityAsGiven, date } = useReader()
	const made = [lot.manufacturedOn ? date(lot.manufacturedOn) : null, lot.site ? say(lot.site.name) : null]
		.filter(Boolean)
		.join(', ')
	const facts = [
		{ label: t('page.quantity'), value: quantityAsGiven(lot.quantity, lot.given) },
		{ label: t('page.onHand'), value: quantity(lot.onHand) },
	]
	const referenceFacts = (kind: LotReferenceKind, label: string) => {
		const values = (lot.references ?? []).filter((one) => one.kind === kind).map((one) => one.value)
		const shown = values.slice(0, SHOWN).join(', ')
		const text = values.length > SHOWN ? t('page.andMore', { values: shown, count: values.length - SHOWN }) : shown
		return values.length > 0 ? [{ label, value: <span className="mono">{text}</span> }] : []
	}
	return [
		...facts,
		...(lot.supplierLot || lot.supplier
			? [
					{
						label: t('page.supplierLot'),
						value: (
							<>
								{lot.supplierLot && <span className="mono">{lot.supplierLot}</span>}
								{lot.supplierLot && lot.supplier && ', '}
								{lot.supplier && say(lot.supplier.name)}
							</>
						),
					},
				]
			: []),
		...referenceFacts('container', t('page.containers')),
		...referenceFacts('sscc', t('page.ssccs')),
		...referenceFacts('serial', t('page.serials')),
		...(made ? [{ label: t('page.made'), value: made }] : []),
		...(lot.expiresOn ? [{ label: t('page.expires'), value: date(lot.expiresOn) }] : []),
		...(orderNumber
			? [
					{
						label: t('page.order'),
						value: (
							<AppLink to={`/production/${orderNumber.id}`} className="mono">
								{orderNumber.number}
							</AppLink>
						),
					},
				]
			: []),
		...(lot.gtin ? [{ label: 'UDI', value: <span className="mono">{`(01)${lot.gtin}(10)${lot.code}`}</span> }] : []),
	]
}

/** The next step along the way as the one primary button, one more beside it, the rest in a menu with why not. */
function LotSteps({ page }: { page: LotPageData }) {
	const { lot, actions, next } = page
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const [open, setOpen] = useState<LotActionData | null>(null)
	const ready = actions.filter(
		(action) => action.permitted && (action.obstacles.length === 0 || action.key === next || action.key === 'release'),
	)
	const primary = ready.find((action) => action.key === next) ?? ready.find((action) => action.key === 'release')
	const second = ready.find((action) => action !== primary && (action.key === 'lift_hold' || action.key === 'hold'))
	const rest = actions.filter((action) => action !== primary && action !== second)
	const label = (action: LotActionData) => `${say(action.title)}…`
	const whyNot = (action: LotActionData) =>
		action.permitted
			? action.obstacles.map((one) => say(one.message)).join(' ')
			: t('page.notYours', { action: say(action.title) })
	return (
		<>
			{second && (
				<Button variant={second.key === 'hold' ? 'hold' : 'secondary'} onClick={() => setOpen(second)}>
					{label(second)}
				</Button>
			)}
			{primary?.key === 'release' ? (
				<ButtonLink to={`/release/${lot.id}`} variant="primary" icon={CircleCheckBig}>
					{label(primary)}
				</ButtonLink>
			) : (
				primary && (
					<Button
						variant="primary"
						onClick={() => setOpen(primary)}
						refusedBecause={primary.obstacles.map((one) => say(one.message)).join(' ') || undefined}
					>
						{label(primary)}
					</Button>
				)
			)}
			{rest.length > 0 && (
				<Menu
					trigger={<IconButton icon={Ellipsis} label={t('page.more')} variant="secondary" />}
					label={t('page.more')}
					entries={rest.map((action): MenuEntry => {
						const refused = whyNot(action)
						if (refused) return { label: say(action.title), refusedBecause: refused, onSelect: () => {} }
						if (action.key === 'release') return { label: label(action), to: `/release/${lot.id}` }
						return {
							label: label(action),
							danger: action.to.tone === 'rejected' || action.to.tone === 'recalled',
							onSelect: () => setOpen(action),
						}
					})}
				/>
			)}
			{open && (
				<TransitionDialog
					record={{ label: lot.code, version: lot.version, action: `/lots/${lot.id}` }}
					step={open}
					delegators={page.delegators}
					documents={page.files}
					onClose={() => setOpen(null)}
				/>
			)}
		</>
	)
}
