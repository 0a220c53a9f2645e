import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'
import type { Brand } from '#app/ui/layout/nav.ts'

/** The tenant's square and name; leads to the first page. `railed` shows the square alone. */
export function BrandMark({
	brand,
	railed,
	size = 'md',
}: {
	brand: Brand
	railed?: boolean | undefined
	size?: 'md' | 'lg'
}) {
	const box = size === 'lg' ? 'size-7 text-12' : 'size-6 text-11'
	return (
		<AppLink to={brand.homeTo} className="flex min-w-0 items-center gap-2.5 text-text no-underline hover:no-underline">
			{brand.logoUrl ? (
				<img src={brand.logoUrl} alt="" className={cx('flex-none rounded-2 object-contain', box)} />
			) : (
				<span
					aria-hidden="true"
					className={cx(
						'grid flex-none place-items-center rounded-2 bg-tenant-mark leading-none font-semibold tracking-[0.02em] text-white',
						box,
					)}
				>
					{brand.initials}
				</span>
			)}
			{railed ? (
				<span className="sr-only">{brand.name}</span>
			) : (
				<span className="min-w-0">
					<span className={cx('block font-semibold', size === 'lg' ? 'text-14' : 'leading-4')}>{brand.name}</span>
					{brand.product && <span className="block text-11 leading-[0.875rem] text-text-3">{brand.product}</span>}
				</span>
			)}
		</AppLink>
	)
}
