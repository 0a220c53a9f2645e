import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { lotStateLook } from '../lot-state-look.ts'
import type { LotInside, LotPageData } from './lot-page-data.ts'

/** What the lot takes over from what it is made of, and from whom; and stock that is less than nothing; and where it is packed. */
export function LotInherits({ page, inside }: { page: LotPageData; inside: LotInside }) {
	const { t } = useTranslation('lots')
	const { say, date, quantity } = useReader()
	const lookOf = (status: string) => lotStateLook(page.states, status)
	return (
		<>
			{page.lot.onHand.value.startsWith('-') && (
				<Note tone="block" title={t('page.overdrawnTitle')}>
					{t('page.overdrawn')}
				</Note>
			)}
			{inside.inherits.shown.map((cause) => {
				const recalled = lookOf(cause.status).tone === 'recalled'
				return (
					<Note
						key={`${cause.id} ${cause.why}`}
						tone={cause.why === 'expiry' ? 'warn' : recalled ? 'recalled' : 'hold'}
						title={
							cause.why === 'expiry'
								? t('inherits.expiry', { date: cause.expiresOn ? date(cause.expiresOn) : '' })
								: t(recalled ? 'inherits.recalled' : 'inherits.held')
						}
						actions={<ButtonLink to={`/trace?lot=${cause.id}&direction=forward`}>{t('inherits.trace')}</ButtonLink>}
					>
						<AppLink to={`/lots/${cause.id}`} className="font-mono">
							{t('inherits.from', { lot: cause.code, status: say(lookOf(cause.status).title) })}
						</AppLink>{' '}
						{cause.why === 'blocked' && t('inherits.text')}
					</Note>
				)
			})}
			<MoreCauses page={page} inside={inside} />
			{inside.containers.all > 0 && (
				<Note tone="draft" title={t('inherits.packed')}>
					{inside.containers.first.map((one) => (
						<span key={one.containerId} className="block">
							<AppLink to={`/containers/${one.containerId}`} className="font-mono">
								{one.sscc}
							</AppLink>{' '}
							{quantity(one.quantity)}
							{one.shipped && ` · ${t('inherits.left')}`}
						</span>
					))}
					{inside.containers.all > inside.containers.first.length && (
						<AppLink
							to={`/events?kind=pack&lot=${encodeURIComponent(page.lot.code)}`}
							className="mt-1 inline-block min-h-6"
						>
							{t('inherits.morePacked', { count: inside.containers.all - inside.containers.first.length })}
						</AppLink>
					)}
				</Note>
			)}
		</>
	)
}

/** How many causes there are beside those shown, and where all of them are. */
function MoreCauses({ page, inside }: { page: LotPageData; inside: LotInside }) {
	const { t } = useTranslation('lots')
	const { number } = useReader()
	const { shown, blocked, expiries } = inside.inherits
	const shownBlocked = shown.filter((cause) => cause.why === 'blocked').length
	const back = `/trace?lot=${page.lot.id}&direction=backward&view=table`
	const blocking = page.states.filter((state) => state.category === 'blocked').map((state) => state.key)
	const more = [
		{
			key: 'moreBlocked',
			count: blocked - shownBlocked,
			all: blocked,
			to: `${back}&status=${blocking.map(encodeURIComponent).join(',')}`,
		},
		{ key: 'moreExpiry', count: expiries - (shown.length - shownBlocked), all: expiries, to: `${back}&depth=1` },
	]
	return more.map(
		({ key, count, all, to }) =>
			count > 0 && (
				<Note
					key={key}
					tone="warn"
					title={t(`inherits.${key}`, { count })}
					actions={<ButtonLink to={to}>{t('inherits.all', { all: number(all) })}</ButtonLink>}
				>
					{t(`inherits.${key}Text`)}
				</Note>
			),
	)
}
