import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '#app/platform/definitions/comments.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { commentForm } from '../life-form.schema.ts'
import type { RuleSetPage } from '../rule-set-page.server.ts'

/** What readers say of the draft or version, of the whole or of a rule. All of it stays. */
export function CommentsCard({ page }: { page: RuleSetPage }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const titles = new Map(page.analysis.rules.map((rule) => [rule.key, say(rule.title)]))
	return (
		<Card title={t('comments.title')} sub={t('comments.open', { count: page.threads.open })} id="comments">
			<div className="flex flex-col gap-4">
				{page.threads.rows.length === 0 && <p className="text-text-2">{t('comments.none')}</p>}
				{page.threads.rows.map((thread) => (
					<Thread key={thread.id} thread={thread} page={page} titles={titles} />
				))}
				<div className="-mx-4 empty:hidden">
					<ListPager name="threads" page={page.threads} />
				</div>
				{/* Another version is another form: what is said belongs to the one that is shown. */}
				<CommentForm
					key={`${page.shown.id} ${page.threads.rows.length + page.threads.more}`}
					page={page}
					titles={titles}
				/>
			</div>
		</Card>
	)
}

type ThreadProps = { thread: ThreadView; page: RuleSetPage; titles: ReadonlyMap<string, string> }

function Thread({ thread, page, titles }: ThreadProps) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const fetcher = useFetcher()
	const [answering, setAnswering] = useState(false)
	const { resolved, anchorLabel } = thread
	return (
		<section aria-label={anchorLabel ?? t('comments.whole')} className="border-l-2 border-line pl-3">
			<div className="flex flex-wrap items-center gap-2">
				{anchorLabel && (
					<a href={`#rule-${anchorLabel}`} className="text-12 font-medium">
						{titles.get(anchorLabel) ?? anchorLabel}
					</a>
				)}
				{resolved && <Tag>{t('comments.resolved', { who: resolved.by })}</Tag>}
			</div>
			<ul className="flex flex-col gap-2">
				{thread.comments.map((comment) => (
					<li key={comment.id}>
						<p className="text-12 text-text-3">
							{comment.author.name} · {dateTime(comment.at)}
							{comment.outdated && ` · ${t('comments.outdated')}`}
						</p>
						<p className="break-words whitespace-pre-wrap">{comment.body}</p>
					</li>
				))}
			</ul>
			<div className="mt-2 flex flex-wrap gap-2">
				<Button size="sm" onClick={() => setAnswering((before) => !before)} aria-expanded={answering}>
					{t('comments.answer')}
				</Button>
				<fetcher.Form method="post" action={`/rules/${page.key}`}>
					<input type="hidden" name="intent" value="resolve" />
					<input type="hidden" name="draftId" value={page.shown.id} />
					<input type="hidden" name="threadId" value={thread.id} />
					<input type="hidden" name="resolved" value={resolved ? 'no' : 'yes'} />
					<Button size="sm" type="submit" busy={fetcher.state !== 'idle'}>
						{t(resolved ? 'comments.reopen' : 'comments.resolve')}
					</Button>
				</fetcher.Form>
			</div>
			{answering && (
				<div className="mt-2">
					<CommentForm key={thread.comments.length} page={page} titles={titles} threadId={thread.id} />
				</div>
			)}
		</section>
	)
}

type FormProps = { page: RuleSetPage; titles: ReadonlyMap<string, string>; threadId?: string }

function CommentForm({ page, titles, threadId = '' }: FormProps) {
	const { t } = useTranslation('rules')
	const form = useServerForm({
		schema: commentForm,
		defaultValues: { intent: 'comment' as const, draftId: page.shown.id, body: '', threadId, rule: '' },
		action: `/rules/${page.key}`,
		draftKey: `comment-${page.shown.id}-${threadId}`,
		translate: (key) => t(key as 'problem.comment'),
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-3">
			<ErrorSummary {...form.summary} title={t('problem.title')} />
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('draftId')} />
			<input type="hidden" {...form.register('threadId')} />
			{!threadId && (
				<Field {...form.field('rule')} label={t('comments.about')}>
					<Select
						options={[
							{ value: '', label: t('comments.whole') },
							...[...titles].map(([value, label]) => ({ value, label })),
						]}
						{...form.register('rule')}
					/>
				</Field>
			)}
			<Field {...form.field('body')} label={t(threadId ? 'comments.answerLabel' : 'comments.body')} required>
				<Textarea rows={3} {...form.register('body')} />
			</Field>
			<div>
				<Button type="submit" busy={form.busy}>
					{t('comments.send')}
				</Button>
			</div>
		</form>
	)
}
