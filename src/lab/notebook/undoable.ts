/** On a notebook while its last change is one of ours. */
export const UNDOABLE_CLASS = 'jp-mod-insarUndoable';

/** Where the key for undo takes back the writing of cells, instead of typing in one of them. */
export const UNDOABLE_SELECTOR = `.jp-Notebook.${UNDOABLE_CLASS} :focus`;
