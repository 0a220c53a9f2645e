import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigate } from '@remix-run/react'
import { Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { readNotice } from '../notice-page.queries.server.ts'
import { RUNNING } from '../recall.model.ts'
import { parseAnswer, takeAnswer } from '../take-answer.server.ts'
import { AnswerForm } from '../ui/answer-form.tsx'
import { AnswerSummary } from '../ui/answer-summary.tsx'
import { NOTICE_TONES } from '../ui/state-tone.ts'

const isId = (id: string | undefined): id is string => /^[0-9a-f-]{36}$/i.test(id ?? '')

export async function loader(args: LoaderFunctionArgs) {
	const { id, notice: noticeId } = args.params
	const notice = await withContext(args, { can: ['read', 'Recall'] }, async (ctx) =>
		isId(noticeId) ? readNotice(ctx, noticeId) : null,
	)
	if (!notice || notice.recall.id !== id) throw new Response('Not Found', { status: 404 })
	return { notice }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.notice.recall.number ?? ''} · ${data?.notice.party.code ?? ''} · Lotline 批迹` },
]

export async function action(args: ActionFunctionArgs) {
	const language = await languageOf(args.request)
	const parsed = parseAnswer(await args.request.json().catch(() => null), language)
	if (!('input' in parsed)) return parsed
	const { notice: noticeId } = args.params
	const answered = isId(noticeId)
		? await withContext(args, { can: ['answer', 'RecallNotice'] }, (ctx) =>
				takeAnswer(ctx, noticeId, parsed.input, language),
			)
		: null
	if (!answered) throw new Response('Not Found', { status: 404 })
	return answered
}

/** One consignee's notice from inside: what they answered, or what they say by telephone, written down. */
export default function NoticeInside() {
	const { notice } = useLoaderData<typeof loader>()
	const { t } = useTranslation('recall')
	const { say } = useReader()
	const ability = useAbility()
	const navigate = useNavigate()
	const { recall, party } = notice
	const mayRecord = ability.can('answer', 'RecallNotice') && RUNNING.has(recall.category)
	return (
		<>
			<PageHead
				title={say(party.name)}
				status={<StatusChip tone={NOTICE_TONES[notice.status]} label={t(`notice.${notice.status}`)} />}
				subtitle={t('inside.subtitle', { number: recall.number })}
				crumbs={[
					{ label: t('list.title'), to: '/recalls' },
					{ label: recall.number, to: `/recalls/${recall.id}` },
					{ label: party.code },
				]}
				actions={
					mayRecord && (
						<ButtonLink to={`/notices/${notice.id}/letter`} icon={Printer}>
							{t('notice.print')}
						</ButtonLink>
					)
				}
			/>
			<Stack>
				{notice.answeredAt && <AnswerSummary notice={notice} />}
				{mayRecord && (
					<AnswerForm
						notice={notice}
						onSaved={() => {
							showToast({ tone: 'pass', title: t('inside.recorded', { party: say(party.name) }) })
							navigate(`/recalls/${recall.id}`)
						}}
					/>
				)}
				{!mayRecord && !notice.answeredAt && <AnswerSummary notice={notice} />}
			</Stack>
		</>
	)
}
