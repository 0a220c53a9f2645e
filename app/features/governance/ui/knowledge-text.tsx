import { useTranslation } from 'react-i18next'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Knowledge } from '../knowledge.model.ts'

const TONES = { known: 'pass', outdated: 'warn', lapsed: 'warn', none: 'unknown' } as const

/** How the reader stands to a procedure. */
export function KnowledgeText({ knowledge }: { knowledge: Knowledge }) {
	const { t } = useTranslation('governance')
	return <StatusText tone={TONES[knowledge]} label={t(`own.${knowledge}`)} />
}
