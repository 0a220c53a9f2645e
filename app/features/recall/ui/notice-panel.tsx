import { Phone, Printer, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTenantReader } from '#app/platform/i18n/use-tenant-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Verdict } from '#app/ui/layout/verdict.tsx'
import type { NoticePage } from '../notice-page.queries.server.ts'
import { RUNNING } from '../recall.model.ts'
import { AnswerForm } from './answer-form.tsx'
import { AnswerSummary } from './answer-summary.tsx'

type Props = {
	notice: NoticePage
	timeZone: string | undefined
	printTo: string
	defaultName?: string
	answered: boolean
	onAnswered: () => void
}

/** A consignee's notice: what is recalled and what to do, then the answer, or thanks for it. */
export function NoticePanel({ notice, timeZone, printTo, defaultName, answered, onAnswered }: Props) {
	const { t } = useTranslation('recall')
	const { say, dateTime } = useTenantReader(timeZone)
	const { recall, contact } = notice
	const running = RUNNING.has(recall.category)
	const over = running ? null : recall.category === 'cancelled' ? 'cancelled' : 'closed'
	return (
		<Stack>
			<Verdict
				tone={running ? 'recalled' : 'draft'}
				icon={RotateCcw}
				title={
					over
						? t(`notice.over.${over}`, { number: recall.number })
						: recall.reportDueAt
							? t('notice.answerBy', { number: recall.number, at: dateTime(recall.reportDueAt) })
							: t('notice.answer', { number: recall.number })
				}
				actions={
					<>
						<ButtonLink to={printTo} icon={Printer}>
							{t('notice.print')}
						</ButtonLink>
						{contact?.phone && (
							<Button asChild icon={Phone}>
								<a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, '')}`}>{t('notice.call')}</a>
							</Button>
						)}
					</>
				}
			>
				<p className="font-medium">{recall.title}</p>
				<p className="whitespace-pre-line">{over ? t(`notice.over.${over}Text`) : say(recall.instructions)}</p>
			</Verdict>
			{answered && (
				<Note
					tone={notice.status === 'answered' ? 'pass' : 'warn'}
					role="status"
					title={t(notice.status === 'answered' ? 'thanks.title' : 'thanks.partialTitle', {
						name: notice.answeredBy ?? '',
					})}
				>
					{t(notice.status === 'answered' ? 'thanks.text' : 'thanks.partialText')}
				</Note>
			)}
			{running ? (
				<AnswerForm notice={notice} {...(defaultName ? { defaultName } : {})} onSaved={onAnswered} />
			) : (
				<AnswerSummary notice={notice} timeZone={timeZone} />
			)}
		</Stack>
	)
}
