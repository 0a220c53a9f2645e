import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'

/** A grey bar of the final size; give width and height by class. It does not shimmer. */
export function Skeleton({ className }: { className?: string | undefined }) {
	return <span aria-hidden="true" className={cx('block h-3 rounded-1 bg-surface-3', className)} />
}

/** Rows that are on their way, each the height of the real ones. */
export function SkeletonRows({ rows = 4 }: { rows?: number | undefined }) {
	const { t } = useTranslation('common')
	return (
		<div role="status">
			<span className="sr-only">{t('loading')}</span>
			<ul aria-hidden="true">
				{Array.from({ length: rows }, (_, index) => index).map((index) => (
					<li key={index} className="flex items-center gap-3 px-4 py-2.5 not-first:border-t not-first:border-line">
						<Skeleton className="size-5! rounded-full" />
						<div className="flex-1">
							<Skeleton className={index % 2 ? 'w-1/2' : 'w-3/5'} />
							<Skeleton className={cx('mt-2 h-2.5!', index % 2 ? 'w-[56%]' : 'w-2/5')} />
						</div>
						<Skeleton className="h-5! w-14" />
					</li>
				))}
			</ul>
		</div>
	)
}
