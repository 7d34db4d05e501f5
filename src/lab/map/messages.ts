import type { TranslationBundle } from '@jupyterlab/translation';

import { reasonText } from '../reason-text';
import type { DocumentWrong, OtherGeometry } from './model/errors';
import type {
  BandsTogether,
  BlockDamaged,
  CrsUnknown,
  EncodingUnsupported,
  FileChanged,
  FileTruncated,
  FileUnreachable,
  FileWithoutRanges,
  MapError,
  NotGeoreferenced,
  TooMuchToRead
} from './raster';

/** What the user reads instead of a map. */
export interface IMessage {
  /** What is wrong, with the name of the file. */
  readonly title: string;
  /** Why, and what to do next. */
  readonly text: string;
  /** A way on that the map itself offers. */
  readonly action: { readonly label: string; readonly does: 'retry' | 'lines' | 'anyway' } | null;
}

/** Bytes in words: `148 MB`. */
export function sizeInWords(bytesB: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let size = bytesB;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** With a capital letter in front. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Puts an error into words. Errors of another kind keep their own. */
export function messageOf(error: unknown, file: string, trans: TranslationBundle): IMessage {
  const retry = { label: trans.__('Try again'), does: 'retry' } as const;
  const again = { label: trans.__('Open again'), does: 'retry' } as const;
  const cannot = trans.__('%1 cannot be shown', file);
  const known = error as MapError | DocumentWrong | OtherGeometry;
  switch (known?._tag) {
    case 'FileUnreachable': {
      const { status, reason } = known as FileUnreachable;
      const isRefused = status === 401 || status === 403;
      const anew = trans.__('Open the result again from its job, or log in to its back-end again.');
      const text = reason
        ? `${reason}${isRefused ? ` ${anew}` : ''}`
        : status === 404
          ? trans.__('The file is not there: it was moved, renamed or deleted.')
          : isRefused
            ? trans.__(
                'The server refused access (%1). A signed address may have run out: open the result again from its job.',
                String(status)
              )
            : status === 0
              ? trans.__('The Jupyter server gave no answer. Check that it still runs.')
              : trans.__('The server answered with status %1.', String(status));
      return { title: trans.__('%1 cannot be read', file), text, action: retry };
    }
    case 'FileWithoutRanges':
      return {
        title: trans.__('%1 is too large to be read whole', file),
        text: trans.__(
          'It has %1, and this server does not send parts of files. Make a smaller copy, or keep the file in a folder that the Jupyter server reads itself.',
          sizeInWords((known as FileWithoutRanges).sizeB)
        ),
        action: null
      };
    case 'FileEmpty':
      return {
        title: trans.__('%1 is empty', file),
        text: trans.__('The file has no bytes. If it is still being written, try again later.'),
        action: retry
      };
    case 'NotTiff':
      return {
        title: trans.__('%1 is not a TIFF file', file),
        text: trans.__(
          'It does not start as a TIFF does, whatever its name says. Open it with another viewer, or download it again.'
        ),
        action: null
      };
    case 'FileTruncated': {
      const { sizeB, expectedB } = known as FileTruncated;
      const text =
        expectedB === null
          ? trans.__('Its directory is cut off or damaged: the file has %1.', sizeInWords(sizeB))
          : trans.__(
              'It should have at least %1 bytes, but has only %2.',
              String(expectedB),
              String(sizeB)
            );
      return {
        title: trans.__('%1 is incomplete', file),
        text: `${text} ${trans.__('Download or write it again.')}`,
        action: retry
      };
    }
    case 'FileChanged': {
      const { wasB, isB } = known as FileChanged;
      const text =
        wasB === isB
          ? trans.__('It was written anew. Open it again.')
          : trans.__(
              'It had %1 bytes when it was opened, and now has %2. Open it again when it is whole.',
              String(wasB),
              String(isB)
            );
      return { title: trans.__('%1 changed while it was open', file), text, action: again };
    }
    case 'BlockDamaged': {
      const { column, row } = known as BlockDamaged;
      return {
        title: trans.__('%1 is damaged', file),
        text: trans.__(
          'The block at column %1, row %2 cannot be unpacked. Download or write the file again.',
          String(column),
          String(row)
        ),
        action: again
      };
    }
    case 'BandsTogether': {
      const { bands, blockB } = known as BandsTogether;
      return {
        title: trans.__('%1 keeps its %2 bands together', file, String(bands)),
        text: trans.__(
          'To show a part of one band, %1 must be unpacked. A copy with one band opens at once: gdal_translate -b 1 -of COG %2 new.tif',
          sizeInWords(blockB),
          file
        ),
        action: { label: trans.__('Read it anyway'), does: 'anyway' }
      };
    }
    case 'EncodingUnsupported':
      return {
        title: cannot,
        text: trans.__(
          'Its %1 is not supported here. Convert it: gdal_translate -of COG -co COMPRESS=DEFLATE %2 new.tif',
          (known as EncodingUnsupported).encoding,
          file
        ),
        action: null
      };
    case 'NotGeoreferenced': {
      const { missing } = known as NotGeoreferenced;
      const text =
        missing === 'crs'
          ? trans.__('The file names no coordinate reference system.')
          : missing === 'transform'
            ? trans.__('The file does not say where its pixels lie.')
            : trans.__(
                'The file has neither a coordinate reference system nor a place for its pixels.'
              );
      return {
        title: trans.__('%1 has no place on the map', file),
        text: `${text} ${trans.__('Add what is missing with gdal_edit.py, or look at it by rows and columns.')}`,
        action: { label: trans.__('Show by rows and columns'), does: 'lines' }
      };
    }
    case 'CrsUnknown': {
      const { crs } = known as CrsUnknown;
      return {
        title: trans.__('%1 has no place on the map', file),
        text: trans.__(
          'Its coordinate reference system (%1) is not among those the map knows. Bring it to another one: gdalwarp -t_srs EPSG:4326 %2 new.tif',
          crs,
          file
        ),
        action: { label: trans.__('Show by rows and columns'), does: 'lines' }
      };
    }
    case 'DocumentWrong':
      return {
        title: trans.__('%1 is not a map that can be read', file),
        text: trans.__(
          '%1. Mend it with Open With > Editor, or save the map anew.',
          sentence((known as DocumentWrong).reason)
        ),
        action: retry
      };
    case 'OtherGeometry': {
      const { isMapRadar } = known as OtherGeometry;
      return {
        title: trans.__('%1 has no place on this map', file),
        text: isMapRadar
          ? trans.__(
              'This map shows lines by samples, and the file lies on the ground. Open it on a map of its own.'
            )
          : trans.__(
              'The file is in radar geometry, lines by samples. Open it on a map of its own, or geocode it first.'
            ),
        action: null
      };
    }
    case 'TooMuchToRead':
      return {
        title: trans.__('%1 has no overviews', file),
        text: trans.__(
          'To show it whole, %1 must be read first. A copy with overviews opens at once: gdal_translate -of COG %2 new.tif',
          sizeInWords((known as TooMuchToRead).bytesB),
          file
        ),
        action: { label: trans.__('Read it anyway'), does: 'anyway' }
      };
    default:
      return {
        title: cannot,
        text: reasonText(error),
        action: retry
      };
  }
}
