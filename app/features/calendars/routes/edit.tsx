import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { todayIn } from '#app/core/local-date.ts'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { RecordHistory } from '#app/features/audit/ui/record-history.tsx'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { idOrNew } from '#app/platform/http/route-id.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { CalendarContent } from '../calendar.model.ts'
import { calendarSchema } from '../calendar.schema.ts'
import { calendarTextFor } from '../calendar-text.server.ts'
import { type CalendarRow, calendarNames, readCalendar } from '../calendars.queries.server.ts'
import { removeCalendar } from '../remove-calendar.server.ts'
import { saveCalendar } from '../save-calendar.server.ts'
import { CalendarForm } from '../ui/calendar-form.tsx'
import { MonthView } from '../ui/month-view.tsx'
import { TryDeadline } from '../ui/try-deadline.tsx'
import { UsedByCard } from '../ui/used-by-card.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.calendar?.key ?? data?.title ?? ''} · Lotline 批迹` },
]

export async function loader(args: LoaderFunctionArgs) {
	const id = idOrNew(args)
	const t = await calendarTextFor(args.request)
	return withContext(args, { can: [id ? 'read' : 'create', 'Calendar'] }, async (ctx) => {
		const calendar = id ? await readCalendar(ctx, id) : null
		if (id && !calendar) throw new Response('Not Found', { status: 404 })
		const known = calendar?.timeZone
		const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]
		if (known && !zones.includes(known)) zones.push(known)
		return {
			calendar,
			zones: zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
			timeZone: ctx.tenant.timeZone,
			isFirst: (await calendarNames(ctx)).length === 0,
			history: id ? await recordHistory(ctx, id) : [],
			today: todayIn(known ?? ctx.tenant.timeZone, ctx.now),
			title: t('newTitle'),
		}
	})
}

export async function action(args: ActionFunctionArgs) {
	const id = idOrNew(args)
	const t = await calendarTextFor(args.request)
	const body = Object.fromEntries(await args.request.formData())
	if (id && body.intent === 'remove') {
		const version = Number(body.version) || undefined
		const removed = await withContext(args, { can: ['update', 'Calendar'] }, (ctx) =>
			removeCalendar(ctx, { id, version }),
		)
		return removed.ok ? redirect('/calendars') : wholeRefusal(t(`form.${removed.error.code}`))
	}
	const parsed = calendarSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const saved = await withContext(args, { can: [id ? 'update' : 'create', 'Calendar'] }, async (ctx) => {
		const result = await saveCalendar(ctx, id, parsed.data)
		if (!result.ok && result.error.code === 'not-found') throw new Response('Not Found', { status: 404 })
		return result
	})
	if (saved.ok) return redirect(`/calendars/${saved.value.id}`)
	const { code } = saved.error
	if (code === 'key-taken' || code === 'key-fixed') return fieldRefusal('key', t(`form.${code}`))
	if (code === 'default-needed') return fieldRefusal('isDefault', t(`form.${code}`))
	return wholeRefusal(t(`form.${code}`))
}

const NINE_TO_SIX = [{ from: 540, to: 1080 }]
const WEEK = [NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, [], []]

export default function CalendarEdit() {
	const data = useLoaderData<typeof loader>()
	const calendar = data.calendar as CalendarRow | null
	const { t } = useTranslation('calendars')
	const { say, now } = useReader()
	const ability = useAbility()
	const [typed, setTyped] = useState<{ of: string; content: CalendarContent } | null>(null)
	const version = `${calendar?.id} ${calendar?.version}`
	const stored: CalendarContent = calendar ?? { timeZone: data.timeZone, week: WEEK, special: [] }
	const content = typed?.of === version ? typed.content : stored
	const onContent = useCallback((next: CalendarContent) => setTyped({ of: version, content: next }), [version])
	const name = calendar ? say(calendar.name) : data.title
	const mayEdit = ability.can(calendar ? 'update' : 'create', 'Calendar')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('title'), to: '/calendars' }, { label: calendar?.key ?? data.title }]}
				title={name}
				status={calendar?.isDefault && <Tag>{t('default')}</Tag>}
			/>
			<Split
				aside={
					<>
						<MonthView content={content} today={data.today} />
						<TryDeadline content={content} now={now} />
						{calendar && <UsedByCard calendar={calendar} mayRemove={mayEdit} />}
						{calendar && <RecordHistory entries={data.history} recordId={calendar.id} />}
					</>
				}
			>
				<CalendarForm
					key={version}
					calendar={calendar}
					zones={data.zones}
					timeZone={data.timeZone}
					isFirst={data.isFirst}
					readOnly={!mayEdit}
					onContent={onContent}
				/>
			</Split>
		</>
	)
}
