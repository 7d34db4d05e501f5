import { expect, it } from 'vitest';
import * as workflow from '..';

it('exports these names and no other', () => {
  expect(Object.keys(workflow).sort()).toMatchInlineSnapshot(`
    [
      "CELL_METADATA_KEY",
      "CELL_METADATA_VERSION",
      "CELL_STEPS",
      "DEFAULT_PARAMETERS",
      "InvalidDateError",
      "NoPairsError",
      "NoPythonLiteralError",
      "PARAMETER_FIELDS",
      "PARAMETER_SPECS",
      "POLARIZATIONS",
      "PREPROCESSINGS",
      "SUB_SWATHS",
      "WorkflowError",
      "cellMetadata",
      "cellSets",
      "checkParameters",
      "coherenceGraph",
      "coherenceName",
      "editedCells",
      "generateCells",
      "hasErrors",
      "hashSource",
      "isEdited",
      "pairName",
      "pairsByTemporalBaseline",
      "parametersFromJson",
      "parametersToJson",
      "planCellUpdate",
      "preprocessingGraph",
      "pythonLiteral",
      "readCellMetadata",
      "resultFolder",
      "utmEpsg",
    ]
  `);
});
