import { beforeEach, describe, expect, it, vi } from 'vitest';

import { askForFile } from '../ask-for-file';

const dialogs = vi.hoisted(() => ({
  getText: vi.fn(),
  showDialog: vi.fn()
}));

vi.mock('@jupyterlab/apputils', () => ({
  InputDialog: { getText: dialogs.getText },
  showDialog: dialogs.showDialog,
  Dialog: { cancelButton: () => ({}), warnButton: () => ({}) }
}));

/** The file browser stands in `maps/ü 1`, where one file lies. */
const contents = {
  localPath: (path: string) => path.replace(/^.*:/, ''),
  get: async (path: string) => {
    if (path !== 'maps/ü 1/there.tif') {
      throw new Error('404');
    }
    return {};
  }
};
const context = {
  app: { serviceManager: { contents } },
  browser: { model: { path: 'RTC:maps/ü 1' } },
  trans: { __: (text: string) => text }
} as unknown as Parameters<typeof askForFile>[0];

const ask = () =>
  askForFile(context, {
    title: 'Export',
    name: 'view.tif',
    ended: path => (path.endsWith('.tif') ? path : `${path}.tif`)
  });

beforeEach(() => {
  dialogs.getText.mockReset();
  dialogs.showDialog.mockReset();
});

describe('askForFile', () => {
  it('suggests a name in the folder of the file browser, and adds the ending', async () => {
    dialogs.getText.mockResolvedValue({ value: 'maps/ü 1/new' });
    expect(await ask()).toBe('maps/ü 1/new.tif');
    expect(dialogs.getText.mock.calls[0][0]).toMatchObject({ text: 'maps/ü 1/view.tif' });
    expect(dialogs.showDialog).not.toHaveBeenCalled();
  });

  it.each([
    [true, 'maps/ü 1/there.tif'],
    [false, null]
  ])('asks before it writes over a file: %s', async (accept, path) => {
    dialogs.getText.mockResolvedValue({ value: 'maps/ü 1/there' });
    dialogs.showDialog.mockResolvedValue({ button: { accept } });
    expect(await ask()).toBe(path);
    expect(dialogs.showDialog).toHaveBeenCalledTimes(1);
  });

  it('gives nothing where the first question is cancelled', async () => {
    dialogs.getText.mockResolvedValue({ value: null });
    expect(await ask()).toBeNull();
  });
});
