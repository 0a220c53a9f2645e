import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { lotByCode } from '#app/features/lots/lots.queries.server.ts'
import { formRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { answerEventForm } from '../answer-event-form.server.ts'
import { SCRAP } from '../event-balance.model.ts'
import { readEventChoices } from '../event-form.queries.server.ts'
import { type EventForm, eventFormSchema } from '../event-form.schema.ts'
import { RECORDABLE } from '../event-kinds.model.ts'
import { type EventPage, readEvent } from '../event-page.queries.server.ts'
import { EventFormCard } from '../ui/event-form.tsx'

const NEEDS = { can: ['create', 'TraceEvent'] } as const
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const EMPTY: EventForm = {
	kind: 'split',
	eventTime: '',
	siteId: '',
	container: '',
	containers: '',
	equipment: '',
	step: '',
	startedAt: '',
	finishedAt: '',
	parameters: [],
	reference: '',
	scrap: '',
	note: '',
	inputs: [{ lot: '', quantity: '' }],
	outputs: [{ lot: '', quantity: '', itemId: '' }],
	dictionary: {},
}

const kindOf = (asked: string | null): EventForm['kind'] => RECORDABLE.find((kind) => kind === asked) ?? 'split'

/** The form begins with what a wrong event said, so that only what is wrong has to be typed again. */
function like(event: EventPage): EventForm {
	const of = (side: string) => event.lots.filter((lot) => lot.role === side)
	const own = event.inner.length > 0 ? [] : [...of('input'), ...of('subject')]
	const inputs = own.map((lot) => ({ lot: lot.code, quantity: lot.quantity.value }))
	const outputs = of('output').map((lot) => ({ lot: lot.code, quantity: lot.quantity.value, itemId: '' }))
	return {
		...EMPTY,
		kind: kindOf(event.kind),
		container: event.container?.sscc ?? '',
		containers: event.inner.map(({ sscc }) => sscc).join('\n'),
		equipment: event.equipment ?? '',
		step: event.step ?? '',
		parameters: Object.entries(event.parameters ?? {})
			.filter(([name]) => name !== SCRAP)
			.map(([name, { value, unit }]) => ({ name, value, unit: unit ?? '' })),
		scrap: event.parameters?.[SCRAP]?.value ?? '',
		reference: event.reference ?? '',
		inputs: inputs.length > 0 ? inputs : EMPTY.inputs,
		outputs: outputs.length > 0 ? outputs : EMPTY.outputs,
	}
}

export async function loader(args: LoaderFunctionArgs) {
	const search = new URL(args.request.url).searchParams
	const [from, code] = [search.get('from') ?? '', (search.get('lot') ?? '').slice(0, 100)]
	return withContext(args, NEEDS, async (ctx) => {
		const wrong = UUID.test(from) ? await readEvent(ctx, from) : null
		const lot = code ? await lotByCode(ctx, code) : null
		const start = wrong
			? like(wrong)
			: { ...EMPTY, kind: kindOf(search.get('kind')), inputs: [{ lot: lot?.code ?? '', quantity: '' }] }
		return {
			start: { ...start, container: search.get('container')?.slice(0, 40) || start.container },
			choices: await readEventChoices(ctx),
			timeZone: ctx.tenant.timeZone,
			title: serverText(ctx.language, 'genealogy')('form.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'genealogy')
	const parsed = eventFormSchema.safeParse(await args.request.json().catch(() => null))
	if (!parsed.success) return formRefusal(parsed.error, t)
	// A match check that stops a lot stays on record; the event is undone.
	const answer = await withContext(args, { ...NEEDS, keepOnRefusal: parsed.data.kind === 'consume' }, (ctx) =>
		answerEventForm(ctx, parsed.data),
	)
	return answer.ok ? redirect(`/events/${answer.eventId}`) : answer
}

/** What happened, to which lots, in which quantities. */
export default function EventNew() {
	const { start, choices, timeZone, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('genealogy')
	return (
		<>
			<PageHead
				title={title}
				subtitle={t('form.subtitle')}
				crumbs={[{ label: t('events.title'), to: '/events' }, { label: title }]}
			/>
			<EventFormCard start={start} choices={choices} timeZone={timeZone} />
		</>
	)
}
