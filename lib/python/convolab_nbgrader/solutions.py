"""The students' edition of a notebook, by the rules of `convolab release`."""

import re

from nbgrader.preprocessors import ClearSolutions

STUB = re.compile(r"\s*// STUB (.*)")


class ClearTypeScriptSolutions(ClearSolutions):
    """Knows two things more than nbgrader: lines after `// STUB `, and cells for the teacher alone."""

    def preprocess(self, nb, resources):
        nb.cells = [cell for cell in nb.cells if cell.metadata.get("convolab", {}).get("role") != "teacher"]
        return super().preprocess(nb, resources)

    def _replace_solution_region(self, cell, language):
        """@returns whether there was a solution in the cell"""
        if cell.cell_type != "code":
            return super()._replace_solution_region(cell, language)
        lines = []
        opened = None
        replaced = False
        for line in cell.source.split("\n"):
            if self.begin_solution_delimeter in line:
                if opened is not None:
                    raise RuntimeError(f"a second {line.strip()} before the end of the first, in:\n{cell.source}")
                opened, stubs, replaced = line, [], True
            elif opened is None:
                lines.append(line)
            elif self.end_solution_delimeter in line:
                indent = re.match(r"\s*", opened).group()
                lines += [indent + stub for stub in stubs or self.code_stub[language].split("\n")]
                opened = None
            elif stub := STUB.fullmatch(line):
                stubs.append(stub.group(1))
        if opened is not None:
            raise RuntimeError(f"{opened.strip()} without {self.end_solution_delimeter}, in:\n{cell.source}")
        cell.source = "\n".join(lines)
        return replaced
