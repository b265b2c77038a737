import { z } from 'zod';
import type { Money } from './money';

/** An amount as it arrives on either end. Apart from the arithmetic, which the screens load without the parser. */
export const money: z.ZodType<Money> = z.object({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });
