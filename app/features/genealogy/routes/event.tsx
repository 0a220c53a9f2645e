import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Eraser, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import { loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { AttributeValuesCard } from '#app/features/dictionary/ui/attribute-values-card.tsx'
import { lotChanges } from '#app/features/production/lot-changes.queries.server.ts'
import { ComparedCard } from '#app/features/production/ui/compared-card.tsx'
import { formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Column, Grid } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { correctEvent } from '../correct-event.server.ts'
import { CORRECTION_TEXTS } from '../correction-texts.ts'
import { correctionFormSchema } from '../event-form.schema.ts'
import { type EventPage, readEvent } from '../event-page.queries.server.ts'
import { CorrectionDialog } from '../ui/correction-dialog.tsx'
import { EventFacts } from '../ui/event-facts.tsx'
import { EventLinksCard, EventLotsCard } from '../ui/event-lots.tsx'
import { EventNotes } from '../ui/event-notes.tsx'

const idOf = (params: { id?: string | undefined }): string => {
	const id = z.uuid().safeParse(params.id)
	if (!id.success) throw new Response('Not Found', { status: 404 })
	return id.data
}

export async function loader(args: LoaderFunctionArgs) {
	const id = idOf(args.params)
	return withContext(args, { can: ['read', 'TraceEvent'] }, async (ctx) => {
		const event = await readEvent(ctx, id)
		if (!event) throw new Response('Not Found', { status: 404 })
		const attributes = await loadAttributes(ctx, 'event')
		const shown = attributes.flatMap(({ key, type, label, unit, choices }) => {
			const value = event.attributes[key]
			return value === undefined ? [] : [{ attribute: { key, type, label, unit, choices }, value }]
		})
		const changes = event.kind === 'change' ? await lotChanges(ctx, { eventId: id }) : { rows: [], all: 0 }
		return { event, shown, changes, title: serverText(ctx.language, 'genealogy')(`kind.${event.kind}`) }
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** Takes the event back. */
export async function action(args: ActionFunctionArgs) {
	const eventId = idOf(args.params)
	const language = await languageOf(args.request)
	const t = serverText(language, 'genealogy')
	const parsed = correctionFormSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, { can: ['update', 'TraceEvent'] }, (ctx) =>
		correctEvent(ctx, { eventId, reason: parsed.data.reason }),
	)
	if (result.ok) return redirect(`/events/${result.value.correctionId}`)
	const { code, detail } = result.error
	return wholeRefusal([localized(CORRECTION_TEXTS[code], language), detail ? `(${detail})` : ''].join(' ').trim())
}

/** One event: what, when, where, to which lots, and what came of it. */
export default function Event() {
	const { event: loaded, shown, changes, title } = useLoaderData<typeof loader>()
	const event = loaded as EventPage
	const { t } = useTranslation(['genealogy', 'common'])
	const { dateTime, number } = useReader()
	const ability = useAbility()
	const [correcting, setCorrecting] = useState(false)
	const wrong = event.kind === 'correct' && event.corrects ? event.corrects : null
	return (
		<>
			<PageHead
				title={title}
				subtitle={dateTime(event.eventTime)}
				crumbs={[{ label: t('events.title'), to: '/events' }, { label: title }]}
				actions={
					<>
						{wrong && ability.can('create', 'TraceEvent') && (
							<ButtonLink to={`/events/new?from=${wrong.id}`} variant="primary" icon={Plus}>
								{t('correct.recordRight')}
							</ButtonLink>
						)}
						{event.mayCorrect && (
							<Button icon={Eraser} onClick={() => setCorrecting(true)}>
								{t('correct.open')}
							</Button>
						)}
					</>
				}
			/>
			<EventNotes event={event} />
			<Grid>
				<Column columns={7}>
					<EventLotsCard event={event} />
					{changes.rows.map((change) => (
						<ComparedCard
							key={`${change.before.id} ${change.after.id}`}
							title={t('change.title')}
							lines={change.lines}
							before={change.before.code}
							after={change.after.code}
						/>
					))}
					{changes.all > changes.rows.length && (
						<p className="text-text-2">
							{t('common:shownOf', { shown: number(changes.rows.length), all: number(changes.all) })}
						</p>
					)}
					<EventLinksCard event={event} />
				</Column>
				<Column columns={5}>
					<EventFacts event={event} />
					<AttributeValuesCard rows={shown} />
				</Column>
			</Grid>
			{correcting && <CorrectionDialog event={event} onClose={() => setCorrecting(false)} />}
		</>
	)
}
