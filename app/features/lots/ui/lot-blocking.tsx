import { Lock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { initialsOf } from '#app/core/initials.ts'
import { TransitionDialog } from '#app/features/workflow/ui/transition-dialog.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { BlockingAside, type BlockingItem, BlockingPanel } from '#app/ui/data/blocking-panel.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import { lotStateLook } from '../lot-state-look.ts'
import type { LotActionData, LotInside, LotPageData } from './lot-page-data.ts'

/** What keeps the lot from going on, who is asked, what is locked meanwhile. Nothing where nothing does. */
export function LotBlocking({ page, inside }: { page: LotPageData; inside: LotInside }) {
	const { lot, states, actions, next } = page
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const [open, setOpen] = useState<LotActionData | null>(null)
	const items = useItems(page, inside, setOpen)
	if (items.length === 0) return null
	const look = lotStateLook(states, lot.status)
	const target = actions.find((action) => action.key === (inside.release ? 'release' : next))
	const checks = inside.release?.checks ?? []
	const met = checks.filter((check) => check.status === 'pass').length
	const onHold = lot.status === 'on_hold' || inside.holds.all > 0
	return (
		<>
			<BlockingPanel
				tone={onHold ? 'hold' : items.some((item) => item.tone === 'block') ? 'rejected' : 'waiting'}
				title={
					inside.release
						? t('blocking.release', { count: items.length })
						: t('blocking.next', { count: items.length, step: target ? say(target.title) : '' })
				}
				note={inside.release ? t('blocking.met', { met, all: checks.length }) : undefined}
				items={items}
				aside={
					<>
						<BlockingAside label={t('blocking.asked')}>
							<AskedOfReader page={page} onOpen={setOpen} />
						</BlockingAside>
						{page.locks.length > 0 && (
							<BlockingAside label={t('blocking.while', { state: say(look.title) })}>
								{page.locks.map((lock) => (
									<p key={lock} className="mt-1 flex items-center gap-1.5 text-text-2 first:mt-0">
										<Lock aria-hidden="true" className="size-3.5!" />
										{t(`blocking.lock.${lock}`)}
									</p>
								))}
							</BlockingAside>
						)}
					</>
				}
			/>
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

function useItems(page: LotPageData, inside: LotInside, onOpen: (action: LotActionData) => void): BlockingItem[] {
	const { actions, next, lot } = page
	const { t } = useTranslation('lots')
	const { say, date } = useReader()
	const who = useWho()
	const lift = actions.find((action) => action.key === 'lift_hold' && action.permitted)
	const holds = inside.holds.rows.map(
		(hold): BlockingItem => ({
			key: hold.id,
			tone: 'block',
			title: t('blocking.hold', {
				number: hold.number,
				reason: typeof hold.reason === 'string' ? hold.reason : say(hold.reason),
			}),
			detail: t('blocking.holdDetail', {
				who: hold.placedBy ?? t(`blocking.source.${hold.source}`),
				when: date(hold.placedAt),
			}),
			...who('lift_hold', actions),
			...(lift ? { action: <Button size="sm" onClick={() => onOpen(lift)}>{`${say(lift.title)}…`}</Button> } : {}),
		}),
	)
	const conditions = (inside.release?.checks ?? [])
		.filter((check) => check.status !== 'pass')
		.map(
			(check): BlockingItem => ({
				key: check.ruleKey,
				tone: check.status as Tone,
				title: say(check.label),
				detail: say(check.message),
				...who('release', actions),
				action: (
					<ButtonLink size="sm" to={`/release/${lot.id}`}>
						{t('blocking.see')}
					</ButtonLink>
				),
			}),
		)
	const step = actions.find((action) => action.key === next)
	const blockers = inside.release
		? []
		: (step?.obstacles ?? []).map(
				({ message, href }): BlockingItem => ({
					key: message.en,
					tone: 'unknown',
					title: say(message),
					...who(step?.key ?? '', actions),
					...(href
						? {
								action: (
									<ButtonLink size="sm" to={`${href}?from=${encodeURIComponent(`/lots/${lot.id}`)}`}>
										{t('blocking.see')}
									</ButtonLink>
								),
							}
						: {}),
				}),
			)
	const left = inside.holds.all - holds.length
	const more: BlockingItem[] = [
		{
			key: 'more-holds',
			tone: 'block',
			title: t('blocking.moreHolds', { count: left }),
			action: (
				<ButtonLink size="sm" to={`/events?kind=hold&lot=${encodeURIComponent(lot.code)}`}>
					{t('blocking.see')}
				</ButtonLink>
			),
		},
	]
	return [...holds, ...(left > 0 ? more : []), ...conditions, ...blockers]
}

/** The first role that may take a step, as the one that is asked. */
function useWho() {
	const { say } = useReader()
	return (key: string, actions: readonly LotActionData[]) => {
		const role = actions.find((action) => action.key === key)?.roles[0]
		if (!role) return {}
		const name = say(role.title)
		return { who: { name, initials: initialsOf(name) } }
	}
}

/** What the reader can do about it, or who can. */
function AskedOfReader({ page, onOpen }: { page: LotPageData; onOpen: (action: LotActionData) => void }) {
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const own = page.actions.filter(
		(action) => action.permitted && action.obstacles.length === 0 && action.key !== 'hold' && action.key !== 'recall',
	)
	if (own.length === 0) {
		const first = page.actions.flatMap((action) => action.roles.slice(0, 1))
		const roles = [...new Map(first.map((role) => [role.key, role])).values()].slice(0, 3)
		return (
			<p className="text-text-2">{t('blocking.nothing', { roles: roles.map((role) => say(role.title)).join(', ') })}</p>
		)
	}
	return (
		<>
			<p className="mb-2.5 text-text-2">{t('blocking.choose')}</p>
			<div className="flex flex-wrap gap-2">
				{own.slice(0, 4).map((action) => (
					<Button
						key={action.key}
						size="sm"
						variant={action.to.tone === 'rejected' ? 'danger' : 'secondary'}
						onClick={() => onOpen(action)}
					>
						{`${say(action.title)}…`}
					</Button>
				))}
			</div>
		</>
	)
}
