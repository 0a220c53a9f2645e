import { Ellipsis, Info, Waypoints } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Tag } from '#app/ui/status/tag.tsx'
import type { DisclosureLevel } from '../network.model.ts'

const ICONS = { existence: Ellipsis, attributes: Info, full: Waypoints } as const

/** How much one company shows another. */
export function LevelTag({ level }: { level: DisclosureLevel }) {
	const { t } = useTranslation('network')
	return <Tag icon={ICONS[level]}>{t(`level.${level}`)}</Tag>
}
