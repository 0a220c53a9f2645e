import { useFetcher } from '@remix-run/react'
import { ArrowRightLeft } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { MigrationStatus, StateMap } from '../../migrate/migration.model.ts'
import type { MigrationPage } from '../../migrate/migration-page.server.ts'
import type { MigrationPlan, PlannedState } from '../../migrate/plan-migration.ts'
import { namesOf, RunCard } from './migration-run.tsx'
import { SignMigrationDialog } from './sign-migration-dialog.tsx'

const TONES: Record<MigrationStatus, 'waiting' | 'released' | 'hold' | 'rejected'> = {
	queued: 'waiting',
	running: 'waiting',
	stopped: 'hold',
	done: 'released',
	failed: 'rejected',
}

/** What becomes of running records: decided state by state, tried, signed, and then watched. */
export function MigrationScreen({ page }: { page: MigrationPage }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { key, from, to, run } = page
	const title = page.title ? say(page.title) : key
	return (
		<>
			<PageHead
				crumbs={[
					{ label: t('list.title'), to: '/workflows' },
					{ label: title, to: `/workflows/${key}` },
					{ label: t('migrate.go') },
				]}
				title={t('migrate.title', { title })}
				status={
					run ? <StatusChip size="lg" tone={TONES[run.status]} label={t(`migrate.status.${run.status}`)} /> : undefined
				}
				subtitle={from === null ? undefined : t('migrate.pair', { from, to })}
			/>
			<Stack>
				{run ? <RunCard run={run} page={page} /> : <Decide page={page} />}
				<RunsCard page={page} />
			</Stack>
		</>
	)
}

function Decide({ page }: { page: MigrationPage }) {
	const { t } = useTranslation('workflow')
	const { say, number } = useReader()
	const ability = useAbility()
	const { from, to, fromStates, toStates, key } = page
	const [map, setMap] = useState<StateMap>(page.map)
	const [isSigning, setSigning] = useState(false)
	const { plan, isStale } = useDryRun(page, map)
	if (from === null || !plan || plan.states.every(({ count }) => count === 0))
		return (
			<Card padding="flush">
				<EmptyState icon={ArrowRightLeft} title={t('migrate.none')}>
					<AppLink to={`/workflows/${key}`}>{t('migrate.toWorkflow')}</AppLink>
				</EmptyState>
			</Card>
		)
	const undecided = plan.states.filter(
		({ state, target }) => target === undefined && fromStates.some((one) => one.key === state),
	)
	const named = new Map([...toStates, ...fromStates].map((state) => [state.key, state]))
	const name = (state: string) => say(named.get(state)?.title ?? { en: state, 'zh-CN': state })
	const refused =
		undecided.length > 0
			? t('migrate.decideFirst', { states: undecided.map(({ state }) => name(state)).join(t('panel.comma')) })
			: isStale
				? t('migrate.trying')
				: undefined
	return (
		<Card
			title={t('migrate.decide')}
			sub={t('migrate.decideSub')}
			padding="flush"
			busy={isStale}
			actions={
				ability.can('publish', 'Workflow') && (
					<Button variant="primary" icon={ArrowRightLeft} refusedBecause={refused} onClick={() => setSigning(true)}>
						{t('migrate.start')}
					</Button>
				)
			}
			footer={
				<span role="status">
					{t('migrate.would', {
						moved: number(plan.moved),
						stayed: number(plan.stayed),
						open: number(
							plan.states.filter(({ target }) => target === undefined).reduce((sum, one) => sum + one.count, 0),
						),
					})}{' '}
					{plan.refused > 0 && t('migrate.refusedAll', { count: plan.refused, shown: number(plan.refused) })}{' '}
					{plan.voided.length > 0 && t('migrate.voided', { steps: namesOf(page, plan.voided, say) })}
				</span>
			}
		>
			<DataTable<PlannedState>
				caption={t('migrate.decide')}
				rows={plan.states}
				rowKey={({ state }) => state}
				columns={[
					{
						key: 'state',
						header: t('migrate.inState', { number: from }),
						role: 'key',
						cell: ({ state }) => <StatusText tone={named.get(state)?.tone ?? 'draft'} label={name(state)} />,
					},
					{ key: 'count', header: t('list.records'), align: 'end', cell: ({ count }) => number(count) },
					{
						key: 'target',
						header: t('migrate.becomes', { number: to }),
						className: 'min-w-52',
						cell: ({ state, target, isKept, refused }) => (
							<>
								<Select
									compact
									aria-label={t('migrate.becomesOf', { state: name(state) })}
									value={target === undefined ? '' : (target ?? '-')}
									placeholder={t('migrate.choose')}
									options={[
										{ value: '-', label: t('migrate.stay', { number: from }) },
										...toStates.map((one) => ({
											value: one.key,
											label: one.key === state ? t('migrate.same', { state: say(one.title) }) : say(one.title),
										})),
									]}
									onChange={(event) => {
										const { [state]: _before, ...rest } = map
										const { value } = event.target
										setMap(value === '' ? rest : { ...rest, [state]: value === '-' ? null : value })
									}}
								/>
								{refused.map(({ count, why }) => (
									<span key={why.en} className="mt-0.5 block text-12 text-rejected-fg">
										{t('migrate.wouldRefuse', { count, shown: number(count) })} {say(why)}
									</span>
								))}
								{!isKept && (
									<span className="mt-0.5 block text-12 text-rejected-fg">{t('migrate.removed', { number: to })}</span>
								)}
							</>
						),
					},
					{
						key: 'timers',
						header: t('migrate.timers'),
						cell: ({ target, timers }) =>
							timers
								.map(({ timer, running, due }) => {
									const title = page.deadlineTitles[`${target}/${timer}`]
									return t('migrate.timer', {
										timer: title ? say(title) : timer,
										running: number(running),
										due: number(due),
									})
								})
								.join(t('panel.semicolon')) || t('detail.none'),
					},
				]}
			/>
			{isSigning && (
				<SignMigrationDialog page={page} from={from} map={map} moved={plan.moved} onClose={() => setSigning(false)} />
			)}
		</Card>
	)
}

/** What the map would do, tried on the server a moment after each change. */
function useDryRun(page: MigrationPage, map: StateMap): { plan: MigrationPlan | null; isStale: boolean } {
	const fetcher = useFetcher<{ ok: boolean; plan?: MigrationPlan }>()
	const { submit } = fetcher
	const { key, from, to } = page
	const text = JSON.stringify(map)
	const isChanged = map !== page.map
	useEffect(() => {
		if (!isChanged || from === null) return
		submit(
			{ intent: 'dry-run', from: String(from), to: String(to), map: text },
			{ method: 'post', action: `/workflows/${key}/migrate` },
		)
	}, [isChanged, from, to, text, key, submit])
	const plan = (isChanged ? fetcher.data?.plan : undefined) ?? page.plan
	// The choice is shown at once, what it comes to a moment later.
	const shown = plan && {
		...plan,
		states: plan.states.map((one) => ({ ...one, target: Object.hasOwn(map, one.state) ? map[one.state] : undefined })),
	}
	return { plan: shown, isStale: fetcher.state !== 'idle' }
}

function RunsCard({ page }: { page: MigrationPage }) {
	const { t } = useTranslation('workflow')
	const { number, dateTime } = useReader()
	if (page.runs.rows.length === 0) return null
	return (
		<Card title={t('migrate.runs')} padding="flush">
			<DataTable
				caption={t('migrate.runs')}
				rows={page.runs.rows}
				rowKey={({ id }) => id}
				currentKey={page.run?.id}
				columns={[
					{
						key: 'pair',
						header: t('list.version'),
						role: 'key',
						cell: (run) => <AppLink to={`?run=${run.id}`}>{`v${run.from} → v${run.to}`}</AppLink>,
					},
					{
						key: 'status',
						header: t('migrate.state'),
						role: 'aside',
						cell: (run) => <StatusText tone={TONES[run.status]} label={t(`migrate.status.${run.status}`)} />,
					},
					{ key: 'moved', header: t('migrate.moved'), align: 'end', cell: (run) => number(run.moved) },
					{ key: 'stayed', header: t('migrate.stayed'), align: 'end', cell: (run) => number(run.stayed) },
					{ key: 'refused', header: t('migrate.refusedCount'), align: 'end', cell: (run) => number(run.refused) },
					{
						key: 'who',
						header: t('migrate.who'),
						cell: (run) => t('migrate.by', { who: run.startedBy ?? '–', when: dateTime(run.createdAt) }),
					},
				]}
			/>
			<ListPager name="runs" page={page.runs} />
		</Card>
	)
}
