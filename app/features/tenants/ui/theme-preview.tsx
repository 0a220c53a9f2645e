import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { ThemeChoice } from './settings-form.tsx'

/** How the portal looks in a theme, in light and dark, before it is saved. */
export function ThemePreview({ theme, brand }: { theme: ThemeChoice; brand: { name: string; initials: string } }) {
	const { t } = useTranslation('tenants')
	const { say } = useReader()
	return (
		<Card title={t('preview')} sub={say(theme.title)}>
			<div className="flex flex-col gap-4">
				{(['light', 'dark'] as const).map((mode) => (
					<figure key={mode} className="m-0">
						<Sample theme={theme} brand={brand} mode={mode} />
						<figcaption className="mt-1 text-12 text-text-3">{t(mode)}</figcaption>
					</figure>
				))}
			</div>
		</Card>
	)
}

function Sample({
	theme,
	brand,
	mode,
}: {
	theme: ThemeChoice
	brand: { name: string; initials: string }
	mode: 'light' | 'dark'
}) {
	const { t } = useTranslation('tenants')
	const accent = mode === 'light' ? theme.accent : theme.accentDark
	const look: CSSProperties = { colorScheme: mode }
	return (
		<div style={look} className="overflow-hidden rounded-3 border border-line bg-surface text-text">
			<div className="flex items-center gap-2 border-b border-line px-3 py-2 font-semibold">
				<span
					style={{ background: theme.mark }}
					className="grid size-6 place-items-center rounded-2 text-11 font-semibold text-[#fff]"
				>
					{brand.initials}
				</span>
				{brand.name}
			</div>
			<div className="flex flex-col items-start gap-2 p-3">
				<span className="font-medium">{t('sample.title')}</span>
				<StatusChip tone="released" label={t('sample.status')} />
				<span className="text-12 text-text-2">{t('sample.text')}</span>
				<span
					style={{
						background: mode === 'light' ? theme.accent : theme.accentDark,
						color: mode === 'light' ? '#fff' : '#0d1115',
					}}
					className="inline-flex h-8 items-center rounded-2 px-3 font-medium"
				>
					{t('sample.button')}
				</span>
				<span style={{ color: accent }}>{t('sample.link')}</span>
			</div>
		</div>
	)
}
