import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import type { TemplateVersion } from '../templates.queries.server.ts'

type Props = { versions: readonly TemplateVersion[]; number: number; own: number | null; mayChange: boolean }

/** Every version of a template with who made it and why; going back makes a new one. */
export function TemplateHistory({ versions, number, own, mayChange }: Props) {
	const { t } = useTranslation('notifications')
	const { dateTime } = useReader()
	const intent = useIntent()
	const back = (to: number) => intent.send({ intent: 'restore', number: String(to), expected: String(number) })
	const button = (to: number) =>
		mayChange && (
			<Button size="sm" variant="ghost" busy={intent.busy} onClick={() => back(to)}>
				{t('template.restore')}
			</Button>
		)
	return (
		<Card title={t('template.history')} padding="flush">
			<ListRows
				label={t('template.history')}
				rows={[
					...versions.map((version) => ({
						key: String(version.number),
						title: t(version.content ? 'template.version' : 'template.versionShipped', { number: version.number }),
						detail: `${version.authorName} · ${dateTime(version.createdAt)}${version.note ? ` · ${version.note}` : ''}`,
						aside: version.content && version.number !== number ? button(version.number) : undefined,
					})),
					{
						key: 'shipped',
						title: t('templates.shipped'),
						detail: t('template.shippedText'),
						aside: own === null ? undefined : button(0),
					},
				]}
			/>
		</Card>
	)
}
