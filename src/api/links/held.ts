import { LINK_ROUTES } from '../../access/links.ts';
import type { Actor } from '../../domain/entity.ts';
import type { LinkPurpose } from '../../domain/link/types.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { refusalFor } from '../plugins/access.ts';

/**
 * The table of permissions holds for links as for everything: whom one was made for must hold its command on the day he presses it. What lies
 * outside his reach was handed to him, so that it exists is no secret from him.
 */
export async function notHeld(
  deps: Pick<ApiDependencies, 'db' | 'calendar' | 'now'>,
  { purpose, code }: { purpose: LinkPurpose; code: string },
  holder: Actor,
): Promise<Refusal | null> {
  const refusal = await refusalFor(deps, holder, { operation: LINK_ROUTES[purpose], params: { code } });
  return refusal?.code === 'notFound' ? refuse('linkNotFor', 'person', holder.id, { purpose }) : refusal;
}
