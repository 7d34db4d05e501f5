import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { areaText } from '../area/parse-area';
import type { AcquisitionsModel } from '../model';
import type { AreaShape } from './area-drawing';
import { FootprintMap } from './footprint-map';

/** The map of footprints, and the buttons that take an area from it. */
export function FootprintSection(props: {
  readonly model: AcquisitionsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { model, trans } = props;
  const node = React.useRef<HTMLDivElement>(null);
  const map = React.useRef<FootprintMap | null>(null);
  const [shape, setShape] = React.useState<AreaShape | null>(null);

  React.useEffect(() => {
    const made = new FootprintMap({
      node: node.current!,
      model,
      trans,
      onDrawn: ring => model.update({ area: areaText(ring) }),
      onDrawEnd: () => setShape(null),
      onPlace: keys => {
        if (keys.length === 1) {
          model.choose(keys[0]);
        }
        model.list(keys.length > 1 ? keys : null);
      }
    });
    map.current = made;
    return () => {
      map.current = null;
      made.dispose();
    };
  }, [model, trans]);

  const draw = (wanted: AreaShape): void => {
    if (shape === wanted) {
      map.current?.drawing.stop();
    } else {
      map.current?.drawing.start(wanted);
      setShape(wanted);
      node.current?.focus();
    }
  };
  const button = (label: string, tip: string, onClick: () => void, isPressed?: boolean) => (
    <button
      type="button"
      className="jp-Button jp-mod-styled jp-mod-minimal"
      title={tip}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      {label}
    </button>
  );
  return (
    <section className="jp-InsarAcquisitions-mapSection" aria-label={trans.__('Map of bursts')}>
      <div className="jp-InsarAcquisitions-tools" role="toolbar" aria-label={trans.__('Area')}>
        {button(
          trans.__('Draw box'),
          trans.__('Click two corners on the map'),
          () => draw('box'),
          shape === 'box'
        )}
        {button(
          trans.__('Draw polygon'),
          trans.__('Click the corners on the map, and the last one twice'),
          () => draw('polygon'),
          shape === 'polygon'
        )}
        {button(trans.__('Take view'), trans.__('Search in all that the map shows'), () => {
          if (map.current) {
            model.update({ area: areaText(map.current.drawing.view()) });
          }
        })}
        {button(trans.__('Clear'), trans.__('Search without an area'), () =>
          model.update({ area: '' })
        )}
        <span className="jp-Insar-hint" role="status">
          {shape === 'box' && trans.__('Click two corners; Esc gives up.')}
          {shape === 'polygon' && trans.__('Click the corners, the last one twice; Esc gives up.')}
        </span>
      </div>
      <div
        ref={node}
        className="jp-InsarMap-frame jp-InsarAcquisitions-map"
        tabIndex={0}
        role="application"
        aria-label={trans.__(
          'Map of bursts. Arrow keys move it, plus and minus zoom, Enter lists the bursts at the cross.'
        )}
      >
        <div className="jp-InsarMap-cross" aria-hidden="true" />
      </div>
    </section>
  );
}
