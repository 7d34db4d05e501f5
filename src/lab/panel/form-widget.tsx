import { ReactWidget } from '@jupyterlab/ui-components';
import type { ITranslator } from '@jupyterlab/translation';
import * as React from 'react';

import '../../../style/base.css';
import '../../../style/panel.css';
import type { IBackendClient } from '../tokens';
import { BackendState } from './backend-state';
import type { PanelController } from './controller';
import { InsarForm } from './form';

/** What a {@link FormWidget} is made of. */
export interface IFormWidgetOptions {
  controller: PanelController;
  /** The embedded back-end; its state is not shown without it. */
  client: IBackendClient | null;
  translator: ITranslator;
  /** Opens the map, calendar and network to choose burst, dates and pairs with. */
  onChooseBurst: () => void;
}

/** The form as a widget of the panel. */
export class FormWidget extends ReactWidget {
  constructor(options: IFormWidgetOptions) {
    super();
    this._options = options;
    this.addClass('jp-Insar-formWidget');
    this._backend = options.client
      ? new BackendState({ client: options.client, isVisible: () => this.isVisible })
      : null;
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._backend?.dispose();
    super.dispose();
  }

  protected override render(): React.JSX.Element {
    const { controller, translator, onChooseBurst } = this._options;
    return (
      <InsarForm
        model={controller.model}
        backend={this._backend}
        trans={translator.load('jupyterlab_insar')}
        onInsert={() => void controller.write(false)}
        onInsertAndRun={() => void controller.write(true)}
        onChooseBurst={onChooseBurst}
        onUndo={() => void controller.undoWrite()}
        onDropPairs={() => controller.dropPairs()}
      />
    );
  }

  private readonly _backend: BackendState | null;
  private readonly _options: IFormWidgetOptions;
}
