import type { TranslationBundle } from '@jupyterlab/translation';

import type { BurstSource } from '../../workflow';

/** What a source is called in the fields and in messages. */
export function sourceName(source: BurstSource, trans: TranslationBundle): string {
  return source === 'archive' ? trans.__('This server') : trans.__('Copernicus (CDSE)');
}

/** What a source is called beside a burst. */
export function shortSourceName(source: BurstSource, trans: TranslationBundle): string {
  return source === 'archive' ? trans.__('server') : 'CDSE';
}
