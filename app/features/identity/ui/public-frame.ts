/** The product's own mark, where no tenant is known yet. */
export const PRODUCT_BRAND = { initials: '批', name: 'Lotline 批迹', homeTo: '/' } as const
