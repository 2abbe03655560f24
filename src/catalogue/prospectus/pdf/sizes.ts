import type { Sizes } from '../../../pdf/sizes.ts'
import type { PrintForm } from '../model.ts'

export interface ProspectusSizes extends Sizes {
  /** Whether dates by day stand in a table. */
  table: boolean
}

const margin = { top: 56, bottom: 64, left: 60, right: 60 }

/** Standard: 12 pt and more. Large print: 18 pt for everything (RNIB Clear Print). Easy read: 16 pt and more. */
export const sizes: Record<PrintForm, ProspectusSizes> = {
  standard: {
    text: 12,
    small: 10.5,
    heading1: 40,
    heading2: 24,
    heading3: 16,
    leading: 0.32,
    margin,
    table: true,
  },
  'large-print': {
    text: 18,
    small: 18,
    heading1: 44,
    heading2: 30,
    heading3: 24,
    leading: 0.4,
    margin: { top: 50, bottom: 76, left: 50, right: 50 },
    table: false,
  },
  'easy-read': {
    text: 16,
    small: 14,
    heading1: 44,
    heading2: 28,
    heading3: 26,
    leading: 0.45,
    margin: { top: 56, bottom: 70, left: 60, right: 60 },
    table: false,
  },
}
