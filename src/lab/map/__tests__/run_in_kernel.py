"""Runs the code of cells in a real kernel, all in one notebook.

python run_in_kernel.py FOLDER < cells.json

cells.json: [{"code": ..., "result": name of a data frame or null}, ...]. Prints the rows of each
result, in the order of the cells, as JSON.
"""

import json
import sys
from pathlib import Path

import nbclient
import nbformat


def main(folder: Path) -> None:
    cells = json.load(sys.stdin)
    notebook = nbformat.v4.new_notebook()
    shown = []
    for cell in cells:
        notebook.cells.append(nbformat.v4.new_code_cell(cell["code"]))
        if cell["result"]:
            shown.append(len(notebook.cells))
            # Sixteen digits tell any double; to_json stops at fifteen.
            print_rows = (
                "import json\n"
                f"rows = {cell['result']}.astype(object)\n"
                "rows = rows.where(rows.notna(), None).values.tolist()\n"
                "print(json.dumps(rows))"
            )
            notebook.cells.append(nbformat.v4.new_code_cell(print_rows))
    resources = {"metadata": {"path": str(folder)}}
    client = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3")
    client.resources = resources
    client.execute()
    rows = [json.loads(notebook.cells[index].outputs[-1]["text"]) for index in shown]
    pictures = [
        any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))
        for cell in notebook.cells
    ]
    json.dump({"rows": rows, "pictures": sum(pictures)}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
