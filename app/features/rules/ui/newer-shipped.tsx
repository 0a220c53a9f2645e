import { useFetcher } from '@remix-run/react'
import { GitMerge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'

type Props = {
	kind: 'workflow' | 'ruleSet'
	/** What taking it over would change of the active version. */
	changes: readonly { sentence: LocalizedText }[]
}

/** Differences that are read at once; the rest unfolds. */
const SHOWN = 6

/** That the portal comes with a newer version than the tenant's was copied from, what it changes, and taking it over. */
export function NewerShipped({ kind, changes }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	// Two differences can read the same.
	const told = [...new Map(changes.map((change) => [change.sentence.en, change])).values()]
	const fetcher = useFetcher<{ formError?: string }>()
	const list = (some: Props['changes']) => (
		<ul className="list-disc pl-5 wrap-anywhere">
			{some.map(({ sentence }) => (
				<li key={sentence.en}>{say(sentence)}</li>
			))}
		</ul>
	)
	return (
		<Note tone="waiting" title={t(`shipped.${kind}`)} className="mb-4">
			<p className="mb-1">{t('shipped.text')}</p>
			{list(told.slice(0, SHOWN))}
			{told.length > SHOWN && (
				<details className="mt-1">
					<summary className="min-h-6 cursor-pointer">{t('shipped.more', { count: told.length - SHOWN })}</summary>
					{list(told.slice(SHOWN))}
				</details>
			)}
			<fetcher.Form method="post" className="mt-2">
				<input type="hidden" name="intent" value="take-over" />
				<Button type="submit" icon={GitMerge} busy={fetcher.state !== 'idle'}>
					{t('shipped.take')}
				</Button>
			</fetcher.Form>
			{fetcher.data?.formError && (
				<p role="alert" className="mt-1 font-medium">
					{fetcher.data.formError}
				</p>
			)}
		</Note>
	)
}
