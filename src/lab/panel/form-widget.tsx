import { ReactWidget } from '@jupyterlab/ui-components';
import type { ITranslator } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import '../../../style/base.css';
import '../../../style/panel.css';
import type { RemotesModel } from '../remotes';
import type { IBackendClient } from '../tokens';
import type { IOtherBackends } from './backend-group';
import { BackendState } from './backend-state';
import type { PanelController } from './controller';
import { InsarForm } from './form';

/** What a {@link FormWidget} is made of. */
export interface IFormWidgetOptions {
  controller: PanelController;
  /** The embedded back-end; its state is not shown without it. */
  client: IBackendClient | null;
  /** Other back-ends; only the embedded one can be chosen without it. */
  remotes: RemotesModel | null;
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
    this._others = options.remotes
      ? { model: options.remotes, isVisible: () => this.isVisible }
      : null;
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._backend?.dispose();
    super.dispose();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._others?.model.chosen?.refresh();
  }

  protected override render(): React.JSX.Element {
    const { controller, translator, onChooseBurst } = this._options;
    return (
      <InsarForm
        model={controller.model}
        backend={this._backend}
        others={this._others}
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
  private readonly _others: IOtherBackends | null;
  private readonly _options: IFormWidgetOptions;
}
