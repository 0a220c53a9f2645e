import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CalendarDays, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { todayIn } from '#app/core/local-date.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { writeHours } from '../calendar.model.ts'
import { WEEKDAYS } from '../calendar.schema.ts'
import { type CalendarRow, listCalendars } from '../calendars.queries.server.ts'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'Calendar'] }, async (ctx) => ({
		calendars: await listCalendars(ctx),
		today: todayIn(ctx.tenant.timeZone, ctx.now),
		title: serverText(ctx.language, 'calendars')('title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function Calendars() {
	const { calendars, today } = useLoaderData<typeof loader>()
	const { t } = useTranslation('calendars')
	const { say, date } = useReader()
	const ability = useAbility()
	const make = ability.can('create', 'Calendar') && (
		<ButtonLink to="/calendars/new" variant="primary" icon={Plus}>
			{t('new')}
		</ButtonLink>
	)
	const next = ({ special }: Pick<CalendarRow, 'special'>) => special.find(({ to }) => to >= today)
	return (
		<>
			<PageHead title={t('title')} subtitle={t('subtitle')} actions={make} />
			<Card padding="flush">
				<DataTable
					caption={t('title')}
					rows={calendars as CalendarRow[]}
					rowKey={(row) => row.id}
					empty={
						<EmptyState icon={CalendarDays} titleLevel={2} title={t('empty')} action={make}>
							{t('emptyText')}
						</EmptyState>
					}
					columns={[
						{
							key: 'name',
							header: t('column.name'),
							role: 'key',
							cell: (row) => (
								<AppLink to={`/calendars/${row.id}`}>
									{say(row.name)}
									<CellSub mono>{row.key}</CellSub>
								</AppLink>
							),
						},
						{
							key: 'default',
							header: t('column.default'),
							role: 'aside',
							cell: (row) => row.isDefault && <Tag>{t('default')}</Tag>,
						},
						{ key: 'zone', header: t('column.zone'), cell: (row) => row.timeZone.replaceAll('_', ' ') },
						{ key: 'week', header: t('column.week'), cell: (row) => <Week week={row.week} /> },
						{
							key: 'next',
							header: t('column.next'),
							cell: (row) => {
								const days = next(row)
								return days ? (
									<>
										{days.name}
										<CellSub>
											{days.from === days.to ? date(days.from) : `${date(days.from)} – ${date(days.to)}`}
										</CellSub>
									</>
								) : (
									'–'
								)
							},
						},
						{
							key: 'uses',
							header: t('column.uses'),
							cell: (row) => t('usedBy.count', { count: new Set(row.uses.map(({ workflow }) => workflow)).size }),
						},
					]}
				/>
			</Card>
		</>
	)
}

/** The hours of a week in a line or two: weekdays of the same hours are one. */
function Week({ week }: { week: CalendarRow['week'] }) {
	const { t } = useTranslation('calendars')
	const groups = [...Map.groupBy(WEEKDAYS, (_, index) => writeHours(week[index] ?? []))].filter(([hours]) => hours)
	return groups.map(([hours, days]) => {
		const [first, last] = [days[0], days.at(-1)]
		if (!first || !last) return null
		const isRun = days.length > 2 && WEEKDAYS.indexOf(last) - WEEKDAYS.indexOf(first) === days.length - 1
		const names = isRun
			? `${t(`weekdayShort.${first}`)}–${t(`weekdayShort.${last}`)}`
			: days.map((day) => t(`weekdayShort.${day}`)).join(t('and'))
		return (
			<span key={hours} className="block">
				{names} <span className="tabular-nums text-text-2">{hours}</span>
			</span>
		)
	})
}
