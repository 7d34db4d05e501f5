import type { ITranslator, TranslationBundle } from '@jupyterlab/translation';
import { PanelWithToolbar, SidePanel } from '@jupyterlab/ui-components';
import { PromiseDelegate } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { AccordionPanel, Widget } from '@lumino/widgets';

import type { InsarParameters } from '../../workflow';
import { insarIcon } from '../icons';
import type { IInsarPanel } from '../tokens';
import { reasonText } from '../reason-text';

/** What a {@link InsarPanel} is made of. */
export interface IInsarPanelOptions {
  translator: ITranslator;
  /** Makes the form; called when the panel is first shown. */
  loadForm: () => Promise<Widget>;
  /** Puts values into the form and shows it. */
  fillForm: IInsarPanel['fillForm'];
  readForm: IInsarPanel['readForm'];
}

/** The sidebar panel: sections below each other, the form being loaded when first shown. */
export class InsarPanel extends SidePanel implements IInsarPanel {
  constructor(options: IInsarPanelOptions) {
    super({ translator: options.translator });
    this._options = options;
    const trans = (this._bundle = options.translator.load('jupyterlab_insar'));
    this.id = 'insar-panel';
    this.addClass('jp-Insar-panel');
    this.title.icon = insarIcon;
    this.title.caption = trans.__('InSAR');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('InSAR'));

    this.form = new PanelWithToolbar();
    this.form.addClass('jp-Insar-formSection');
    this.form.title.label = trans.__('Coherence');
    this.addSection(this.form, 0);
  }

  /** The section of the form. */
  readonly form: PanelWithToolbar;

  /** Resolves when the form is there. */
  get formReady(): Promise<void> {
    return this._formReady.promise;
  }

  addSection(widget: Widget, rank: number): void {
    const above = [...this._ranks.values()].filter(other => other <= rank).length;
    this._ranks.set(widget, rank);
    widget.disposed.connect(() => this._ranks.delete(widget));
    this.insertWidget(above, widget);
    this._shareHeight();
  }

  fillForm(values: Partial<InsarParameters>): Promise<void> {
    return this._options.fillForm(values);
  }

  readForm(): Promise<InsarParameters | null> {
    return this._options.readForm();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._load();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) {
      this._load();
    }
  }

  /** The form is the longest section; those below it share the rest. */
  private _shareHeight(): void {
    const { content } = this;
    if (content instanceof AccordionPanel) {
      content.setRelativeSizes(this.widgets.map(section => (section === this.form ? 2 : 1)));
    }
  }

  private _load(): void {
    if (this._isLoading) {
      return;
    }
    this._isLoading = true;
    this._options.loadForm().then(
      form => {
        this._problem?.dispose();
        this.form.addWidget(form);
        this._shareHeight();
        this._formReady.resolve();
      },
      (error: unknown) => {
        // The next time that the panel is shown is another attempt.
        this._isLoading = false;
        this._problem?.dispose();
        this._problem = new Widget();
        this._problem.addClass('jp-Insar-error');
        this._problem.node.textContent = this._bundle.__(
          'The form could not be loaded: %1. Reload the page.',
          reasonText(error)
        );
        this.form.addWidget(this._problem);
      }
    );
  }

  private _isLoading = false;
  private _problem: Widget | null = null;
  private readonly _ranks = new Map<Widget, number>();
  private readonly _formReady = new PromiseDelegate<void>();
  private readonly _bundle: TranslationBundle;
  private readonly _options: IInsarPanelOptions;
}
